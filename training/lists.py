"""Small word lists used to repair and refine the names of the training corpora."""

COUNTRIES = set(
    """Afghanistan|Albania|Algeria|Andorra|Angola|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahamas|Bahrain|Bangladesh|
Barbados|Belarus|Belgium|Belize|Benin|Bhutan|Bolivia|Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina|Botswana|Brazil|Britain|Great Britain|
Brunei|Bulgaria|Burkina Faso|Burma|Burundi|Cambodia|Cameroon|Canada|Cape Verde|Central African Republic|Chad|Chile|China|
Colombia|Comoros|Congo|Democratic Republic of Congo|Democratic Republic of the Congo|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechoslovakia|Denmark|
Djibouti|Dominica|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|England|Equatorial Guinea|Eritrea|Estonia|
Ethiopia|Fiji|Finland|France|Gabon|Gambia|Georgia|Germany|East Germany|West Germany|Ghana|Greece|Grenada|Guatemala|Guinea|Guinea-Bissau|
Guyana|Haiti|Honduras|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Northern Ireland|Israel|Italy|Ivory Coast|
Jamaica|Japan|Jordan|Kazakhstan|Kenya|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|Lesotho|Liberia|Libya|Liechtenstein|
Lithuania|Luxembourg|Macau|Macedonia|Madagascar|Malawi|Malaysia|Maldives|Mali|Malta|Mauritania|Mauritius|Mexico|Moldova|
Monaco|Mongolia|Montenegro|Morocco|Mozambique|Myanmar|Namibia|Nauru|Nepal|Netherlands|New Zealand|Nicaragua|Niger|
Nigeria|North Korea|Norway|Oman|Pakistan|Palau|Palestine|Panama|Papua New Guinea|Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|
Qatar|Romania|Russia|Rwanda|Samoa|San Marino|Saudi Arabia|Scotland|Senegal|Serbia|Seychelles|Sierra Leone|Singapore|
Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Soviet Union|USSR|Spain|Sri Lanka|Sudan|Suriname|
Swaziland|Sweden|Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|Tibet|Togo|Tonga|Trinidad and Tobago|Tunisia|Turkey|
Turkmenistan|Uganda|Ukraine|United Arab Emirates|UAE|United Kingdom|UK|U.K.|United States|United States of America|US|U.S.|USA|U.S.A.|U.S|
Uruguay|Uzbekistan|Vanuatu|Vatican|Vatican City|Venezuela|Vietnam|Wales|Yemen|Yugoslavia|Zambia|Zimbabwe|
West Bank|Gaza|Gaza Strip|Kashmir|Chechnya|Europe|Asia|Africa|Middle East|Latin America|North America|South America|Crimea|Kurdistan|Darfur""".replace("\n", "").split("|")
)

ORGANIZATIONS = set(
    """U.N.|UN|United Nations|European Union|EU|E.U.|NATO|Nato|OPEC|African Union|AU|Arab League|World Bank|International Monetary Fund|IMF|
Security Council|U.N. Security Council|UN Security Council|International Atomic Energy Agency|IAEA|World Health Organization|WHO|World Trade Organization|WTO|
al-Qaida|al-Qaeda|Al-Qaida|Al-Qaeda|al Qaeda|Al Qaeda|al-Qaida|Al Qaida|al Qaida|Taliban|Taleban|Hamas|Hezbollah|Fatah|FBI|CIA|Pentagon|White House|Congress|U.S. Congress|Senate|U.S. Senate|
House of Representatives|State Department|U.S. State Department|Supreme Court|U.S. Supreme Court|Kremlin|Reuters|Associated Press|CNN|BBC|AFP|Interfax|Xinhua|Gazprom|ISIL|ISIS|Daesh|
Islamic Jihad|Boko Haram|al-Shabab|Al-Shabab|Red Cross|International Committee of the Red Cross|Amnesty International|Human Rights Watch""".replace("\n", "").split("|")
)

GROUPS = set(
    """Sunni|Sunnis|Shi'ite|Shi'ites|Shiite|Shiites|Shia|Shi'a|Muslim|Muslims|Kurd|Kurds|Kurdish|Arab|Arabs|Jewish|Jew|Jews|Christian|Christians|Catholic|
Catholics|Hindu|Hindus|Buddhist|Buddhists|Sikh|Sikhs|Tamil|Tamils|Republican|Republicans|Democrat|Democrats|Democratic|Hutu|Tutsi|Pashtun|Orthodox|Protestant|Protestants|
American|Americans|European|Europeans|African|Asian|Islamic|Islamist|Islamists|Roman Catholic|Western|Palestinian|Palestinians|Israeli|Israelis|Iraqi|Iraqis""".replace("\n", "").split("|")
)

TITLES = set(
    """president vice prime minister mr mrs ms miss dr sen senator gen general secretary pope king queen prince princess chancellor
governor gov mayor judge justice lt lieutenant col colonel maj major capt captain sgt sergeant ayatollah grand imam chairman chairwoman
spokesman spokeswoman spokesperson ambassador envoy congressman congresswoman representative rep director chief commander admiral adm sir dame
lord professor prof coach foreign defense defence interior finance deputy acting former opposition leader rev reverend cardinal
archbishop bishop first lady presidential candidate ex-president then-president president-elect premier emperor senior attorney
officer police inspector detective corporal private brigadier field marshal secretary-general actor actress singer author
researcher economist analyst pilot lawyer lawmaker militant rebel""".split()
)

EVENT_WORDS = set(
    """war battle championship championships cup olympics olympic games election elections revolution festival conference summit
tournament open prix siege uprising rebellion marathon bowl derby series massacre crisis hurricane earthquake coup expedition
campaign operation invasion treaty congress exhibition tour rally playoffs final finals super expo""".split()
)

# Verbs common in news that the treebanks inflect seldom or never.
NEWS_VERBS = """riot raid veto extradite bribe sue accuse sanction condemn deploy seize shell back invade bomb annex abduct resign
oust broker vow cite urge forge indict hack deny defect merge embargo boycott blockade besiege storm loot torch shoot arrest detain jail
imprison sentence convict acquit prosecute pardon execute hang behead torture assault attack ambush kidnap hijack assassinate massacre murder
evacuate flood displace deport expel repatriate smuggle traffic launder embezzle defraud evade probe investigate audit raze demolish
negotiate mediate ratify sign endorse back oppose denounce criticize criticise rebuke slam blast praise applaud commend laud congratulate
pledge donate fund finance lend borrow default repay invest divest acquire merge bid outbid buy sell list float privatize nationalize
privatise nationalise subsidize subsidise tax levy fine penalize penalise regulate ban outlaw prohibit restrict curb lift ease tighten
suspend postpone cancel reschedule delay resume restart relaunch unveil announce disclose reveal leak publish retract confirm reaffirm
reiterate stress warn threaten caution alert summon recall dismiss sack fire hire appoint nominate elect reelect inaugurate swear depose
overthrow topple dissolve disband quash crush suppress disperse clash skirmish retaliate retreat withdraw advance capture recapture liberate
occupy patrol police secure escort intercept scramble jet sail dock crash collide derail capsize sink drown explode detonate defuse erupt
erode collapse plunge plummet soar surge slump rebound rally tumble slide dip climb edge rise fall cap trim slash axe shed
manufacture assemble export import ship trade peg devalue depreciate appreciate inject bail restructure overhaul revamp reform
legislate amend repeal enact pass defeat table filibuster lobby campaign canvass poll vote abstain concede contest challenge appeal
overturn uphold rule adjourn testify subpoena depose plead allege claim contend argue insist maintain assert concede admit acknowledge
refuse decline reject rebuff spurn snub shun court woo tout hail herald commemorate mourn bury inter honor honour award bestow
vaccinate infect quarantine isolate hospitalize hospitalise diagnose treat test immunize immunise contaminate poison inhale
cyberattack phish encrypt decrypt patch breach compromise exfiltrate infiltrate spy surveil wiretap monitor track trace eavesdrop
tweet retweet stream broadcast televise film premiere debut headline star direct produce release dub remix
score concede equalize equalise relegate promote trounce thrash edge clinch advance qualify coach train bench sideline injure
co-found found establish headquarter relocate rename rebrand spin partner collaborate cooperate co-operate ally align affiliate
supply equip arm disarm demilitarize denuclearize enrich stockpile launch test-fire orbit shutter idle furlough strike picket unionize
bolster reinforce shore beef step boost spur stoke fuel fan inflame incite provoke spark trigger ignite quell douse extinguish
tackle combat counter thwart foil avert prevent deter dissuade persuade convince coax coerce compel force oblige require mandate
scrap shelve ditch drop abandon forgo waive exempt exclude include enlist recruit conscript draft mobilize mobilise demobilize
refer occur transfer prefer defer infer confer incur recur concur deter rebel propel repel control patrol permit submit commit omit emit
equip worship program forget regret upset reset offset outfit allot abet plot spot jog log tag lag flag brag drag nag rob grab stab jab
die lie tie vie belie untie agree disagree guarantee decree free flee see foresee oversee referee dye eye sue pursue rescue argue value
issue continue queue ensue accrue construe imbue subdue glue true rue cue torpedo echo tango forego undergo""".split()

# Verbs of more than one syllable that double their last letter.
DOUBLING = set(
    """refer occur transfer prefer defer infer confer incur recur concur deter rebel propel repel expel compel dispel control patrol
permit submit commit omit emit admit equip worship program forget regret upset reset offset outfit allot abet kidnap acquit
remit transmit begin excel annul embed handicap cancel travel label model quarrel level signal channel fuel counsel shovel total""".split()
)

# Irregular verbs: lemma, past, participle.
IRREGULAR = """arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun|bend bent bent|bet bet bet|bid bid bid|
bind bound bound|bite bit bitten|bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought|build built built|burst burst burst|
buy bought bought|cast cast cast|catch caught caught|choose chose chosen|cling clung clung|come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|
dig dug dug|do did done|draw drew drawn|drink drank drunk|drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|
flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden|forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|
forgo forwent forgone|forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground ground|grow grew grown|hang hung hung|hear heard heard|
hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|know knew known|lay laid laid|lead led led|leap leapt leapt|leave left left|lend lent lent|let let let|
lose lost lost|make made made|mean meant meant|meet met met|mislead misled misled|mistake mistook mistaken|offset offset offset|outdo outdid outdone|overcome overcame overcome|
oversee oversaw overseen|overtake overtook overtaken|overthrow overthrew overthrown|pay paid paid|plead pled pled|prove proved proven|put put put|quit quit quit|read read read|
rebuild rebuilt rebuilt|repay repaid repaid|rid rid rid|ride rode ridden|ring rang rung|rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|
send sent sent|set set set|shake shook shaken|shed shed shed|shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|
sit sat sat|slay slew slain|sleep slept slept|slide slid slid|sow sowed sown|speak spoke spoken|speed sped sped|spend spent spent|spin spun spun|split split split|
spread spread spread|spring sprang sprung|stand stood stood|steal stole stolen|stick stuck stuck|sting stung stung|strike struck struck|strive strove striven|swear swore sworn|
sweep swept swept|swell swelled swollen|swim swam swum|swing swung swung|take took taken|teach taught taught|tear tore torn|tell told told|think thought thought|
throw threw thrown|thrust thrust thrust|undergo underwent undergone|understand understood understood|undertake undertook undertaken|undo undid undone|uphold upheld upheld|
upset upset upset|wake woke woken|wear wore worn|weave wove woven|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|withhold withheld withheld|
withstand withstood withstood|wring wrung wrung|write wrote written""".replace("\n", "").split("|")

IRREGULAR_NOUNS = dict(
    pair.split("/") for pair in """children/child men/man women/woman wives/wife lives/life knives/knife leaves/leaf halves/half wolves/wolf thieves/thief
shelves/shelf loaves/loaf feet/foot teeth/tooth geese/goose mice/mouse crises/crisis analyses/analysis bases/base theses/thesis hypotheses/hypothesis
diagnoses/diagnosis parentheses/parenthesis axes/axis criteria/criterion phenomena/phenomenon bacteria/bacterium memoranda/memorandum data/datum media/medium
potatoes/potato tomatoes/tomato heroes/hero echoes/echo vetoes/veto torpedoes/torpedo embargoes/embargo mosquitoes/mosquito volcanoes/volcano cargoes/cargo
gases/gas buses/bus viruses/virus bonuses/bonus campuses/campus censuses/census statuses/status choruses/chorus geniuses/genius corpses/corpse
crossroads/crossroads series/series species/species headquarters/headquarters movies/movie cookies/cookie zombies/zombie calories/calorie rookies/rookie
spokesmen/spokesman spokeswomen/spokeswoman policemen/policeman congressmen/congressman gunmen/gunman businessmen/businessman lawmen/lawman fishermen/fisherman
militiamen/militiaman tribesmen/tribesman statesmen/statesman salesmen/salesman firemen/fireman chairmen/chairman horsemen/horseman alumni/alumnus nuclei/nucleus
stimuli/stimulus fungi/fungus cacti/cactus oxen/ox dice/die pence/penny people/person quizzes/quiz caches/cache headaches/headache avalanches/avalanche
niches/niche moustaches/moustache axes/axe clothes/clothes""".split()
)

# Frequent wrong mentions of GMB: the right type, or None where the span is a fragment.
GMB_FIXES = {
    "Aung San Suu Kyi": "person", "Saddam": "person", "Yasser Arafat": "person", "Arafat": "person", "General Musharraf": "person",
    "King Gyanendra": "person", "Gyanendra": "person", "Prophet Muhammad": "person", "Negroponte": "person", "Sunni Arab": "group",
    "Sunni Arabs": "group", "Philippine": "group", "Sri Lankan": "group", "Tamil Tiger": "organization", "Spin Boldak": "place",
    "Abu Ghraib": "place", "Hague": "place", "Guantanamo": "place", "Washington": "place", "World Cup": "event", "New Year": None,
    "State": None, "United": None, "Defense": None, "General": None, "Justice": None, "Bank": None, "Times": None, "Post": None,
    "Republic": None, "Democratic Republic": None, "State Colin Powell": None, "U.S. Defense": None, "Abu Musab": None,
    "U.N. Secretary-General": None, "United Nations Secretary-General": None, "Social Security": None, "State Condoleezza Rice": None,
    "Nuclear Non-Proliferation Treaty": None, "India and Pakistan": None, "Delta": None, "South": None, "North": None, "West": None,
    "International Committee": None, "Korean": None, "Korea": None, "East": None, "Bosnian Serb": "group", "Sri": "place", "Lanka": None,
}
DIRECTIONS = {
    "southern", "northern", "eastern", "western", "central", "northwestern", "northeastern", "southwestern", "southeastern",
    "south", "north", "east", "west", "northwest", "northeast", "southeast", "southwest", "downtown", "upper", "lower", "nearby",
}
