"""Parts of news datelines, put before training sentences: "BEIJING (AP) —"."""

AGENCIES = {"AP", "Reuters", "REUTERS", "AFP", "Xinhua", "CNN", "UPI", "TASS", "ANSA", "DPA", "Bloomberg", "BBC"}

ENDINGS = [
    "( AP ) —", "( AP ) -", "( AP ) --", "( Reuters ) -", "( REUTERS ) -", "( Reuters ) —", "( AFP ) —", "( AFP ) -", "( Xinhua ) --",
    "( CNN ) —", "( CNN ) --", "( UPI ) --", "( TASS ) -", "( ANSA ) -", "( DPA ) —", "( Bloomberg ) -", "—", "--", "-", ":", "–",
    ", March 3 ( Reuters ) -", ", Jan. 12 ( Xinhua ) --", ", Sept. 30 ( AFP ) -", ", Dec 1 ( Reuters ) -", ", May 17 —", ", 4 July -",
]

CITIES = """Beijing|London|Washington|New York|Moscow|Paris|Berlin|Baghdad|Kabul|Tehran|Jerusalem|Cairo|Tokyo|Seoul|Geneva|Brussels|
Islamabad|New Delhi|Mumbai|Hong Kong|Shanghai|Sydney|Canberra|Ottawa|Toronto|Mexico City|Havana|Caracas|Bogota|Buenos Aires|Rio de Janeiro|
Sao Paulo|Lima|Santiago|Nairobi|Lagos|Abuja|Johannesburg|Cape Town|Addis Ababa|Khartoum|Mogadishu|Tripoli|Tunis|Algiers|Rabat|Madrid|
Barcelona|Lisbon|Rome|Milan|Vatican City|Vienna|Zurich|Athens|Istanbul|Ankara|Damascus|Beirut|Amman|Riyadh|Dubai|Doha|Kuwait City|Sanaa|
Warsaw|Prague|Budapest|Bucharest|Sofia|Belgrade|Sarajevo|Zagreb|Kiev|Kyiv|Minsk|Vilnius|Riga|Tallinn|Helsinki|Stockholm|Oslo|Copenhagen|
Amsterdam|The Hague|Dublin|Belfast|Edinburgh|Glasgow|Manchester|Birmingham|Frankfurt|Munich|Hamburg|Bangkok|Hanoi|Phnom Penh|Manila|Jakarta|
Kuala Lumpur|Singapore|Rangoon|Dhaka|Kathmandu|Colombo|Karachi|Lahore|Tashkent|Astana|Tbilisi|Yerevan|Baku|Pyongyang|Taipei|Los Angeles|
San Francisco|Chicago|Houston|Dallas|Boston|Miami|Atlanta|Seattle|Philadelphia|Detroit|Las Vegas|Denver|Phoenix|Sacramento|Austin|
New Orleans|Port-au-Prince|San Salvador|Panama City|Kigali|Kampala|Harare|Lusaka|Accra|Dakar|Bamako|Gaza City|Ramallah|Tel Aviv|
Strasbourg|Davos|Nicosia|Reykjavik|Wellington|Auckland|Melbourne|Perth|Brisbane|Wuhan|Guangzhou|Shenzhen|Lhasa|Osaka|Hiroshima|Odesa|
Kharkiv|Donetsk|Mosul|Basra|Aleppo|Kandahar|Peshawar|Srinagar|Kolkata|Chennai|Bangalore|Juba|Kinshasa|Luanda|Maputo""".replace("\n", "").split("|")
