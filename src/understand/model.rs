//! The model file: reads, checks and packs the weights.

use std::collections::{BTreeMap, HashMap};

use half::f16;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::kernel::Quantized;
use super::parser::Parser;
use super::phrases;
use crate::{Error, Result};

/// Where the weights stand, for messages.
const ORIGIN: &str = "data/model/model.safetensors";

/// Values of a word vector.
pub(super) const HIDDEN: usize = 384;
/// Values of an attention head, which the attention kernel fixes.
const HEAD: usize = 32;

/// Sizes, from the file's metadata.
#[derive(Debug, Deserialize)]
pub(super) struct Config {
    hidden: usize,
    layers: usize,
    pub(super) heads: usize,
    ffn: usize,
    vocab: usize,
    /// Most wordpieces of a window, without its two marks.
    pub(super) max_pieces: usize,
    /// Added to the score of "no name".
    pub(super) names_bias_o: f32,
    arc: usize,
    label: usize,
    /// Features of pairs of mentions and how many values each has.
    #[serde(default)]
    pub(super) features: BTreeMap<String, usize>,
    /// Layers that the fast tier runs.
    exit: Option<usize>,
}

/// Label inventories, in the order of the output layers.
#[derive(Debug, Deserialize)]
pub(super) struct Labels {
    pub(super) upos: Vec<String>,
    pub(super) xpos: Vec<String>,
    pub(super) names: Vec<String>,
    pub(super) deprel: Vec<String>,
    /// What mentions refer to.
    #[serde(default)]
    pub(super) mentions: Vec<String>,
}

/// All weights.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) config: Config,
    pub(super) labels: Labels,
    pub(super) embeddings: Embeddings,
    pub(super) layers: Vec<Layer>,
    pub(super) heads: Heads,
    pub(super) parser: Parser,
    pub(super) phrases: Option<phrases::Weights>,
    /// Where the fast tier leaves the encoder; a model without it has one tier.
    pub(super) exit: Option<Exit>,
}

/// A way out of the encoder before its last layer.
#[derive(Debug)]
pub(super) struct Exit {
    /// Layers before it.
    pub(super) layers: usize,
    /// From the word vectors there to what the heads expect of those after the last layer.
    pub(super) map: Quantized,
}

/// Input vectors.
#[derive(Debug)]
pub(super) struct Embeddings {
    /// One row a wordpiece, 8-bit with a scale a row.
    pub(super) word: Vec<i8>,
    pub(super) word_scale: Vec<f32>,
    pub(super) position: Vec<f32>,
    pub(super) casing: Vec<f32>,
    pub(super) norm: Norm,
}

/// Weight and bias of a layer normalisation.
#[derive(Debug)]
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// One transformer layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// Query, key and value in one.
    pub(super) qkv: Quantized,
    pub(super) attention_output: Quantized,
    pub(super) attention_norm: Norm,
    pub(super) intermediate: Quantized,
    pub(super) output: Quantized,
    pub(super) output_norm: Norm,
}

/// Output layers on word vectors.
#[derive(Debug)]
pub(super) struct Heads {
    /// Column 0 is "begins a sentence", then come UPOS and XPOS.
    pub(super) tags: Quantized,
    pub(super) names_hidden: Quantized,
    pub(super) names: Quantized,
}

impl Model {
    /// Reads a model.
    ///
    /// # Errors
    /// Where the bytes are no safetensors file of this format, or a tensor is missing or has the wrong shape.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let file = File::open(bytes, "newsgraph-model", ORIGIN)?;
        let config: Config = file.json("config")?;
        let labels: Labels = file.json("labels")?;
        if config.hidden != HIDDEN
            || config.heads * HEAD != HIDDEN
            || !config.ffn.is_multiple_of(16)
            || config.max_pieces < 16
        {
            return Err(Error::data(ORIGIN, "sizes that this program does not support"));
        }
        let embeddings = Embeddings {
            word: file.bytes("embeddings.word.weight", &[config.vocab, HIDDEN])?,
            word_scale: file.floats("embeddings.word.scale", &[config.vocab])?,
            position: file.floats("embeddings.position.weight", &[config.max_pieces + 32, HIDDEN])?,
            casing: file.floats("embeddings.casing.weight", &[8, HIDDEN])?,
            norm: file.norm("embeddings.norm")?,
        };
        let layers = (0..config.layers).map(|nth| file.layer(nth, &config)).collect::<Result<_>>()?;
        let parser =
            Parser::new(&config_sizes(&config, &labels), &labels.deprel, |name, shape| file.floats(name, shape))?;
        let heads = file.heads(&labels)?;
        let exit = file.exit(&config)?;
        let values = config.features.values().sum();
        let phrases = (!labels.mentions.is_empty())
            .then(|| phrases::Weights::read(&file, &labels.mentions, values))
            .transpose()?;
        Ok(Self { config, labels, embeddings, layers, heads, parser, exit, phrases })
    }
}

fn config_sizes(config: &Config, labels: &Labels) -> super::parser::Sizes {
    super::parser::Sizes { hidden: HIDDEN, arc: config.arc, label: config.label, relations: labels.deprel.len() }
}

/// Tensors by name, checked.
pub(super) struct File<'a> {
    tensors: SafeTensors<'a>,
    metadata: HashMap<String, String>,
    /// Where the weights stand, for messages.
    origin: &'static str,
}

impl<'a> File<'a> {
    /// Opens a file of the format and version `newsgraph-…`, `1`.
    pub(super) fn open(bytes: &'a [u8], format: &str, origin: &'static str) -> Result<Self> {
        let bad = |e: safetensors::SafeTensorError| Error::data(origin, format!("not a model file: {e}"));
        let (_, metadata) = SafeTensors::read_metadata(bytes).map_err(bad)?;
        let metadata = metadata.metadata().clone().unwrap_or_default();
        let file = Self { tensors: SafeTensors::deserialize(bytes).map_err(bad)?, metadata, origin };
        if file.field("format")? != format || file.field("version")? != "1" {
            return Err(Error::data(origin, format!("not a {format} of version 1")));
        }
        Ok(file)
    }

    fn field(&self, name: &str) -> Result<&str> {
        let missing = || Error::data(self.origin, format!("its metadata has no field {name:?}"));
        self.metadata.get(name).map(String::as_str).ok_or_else(missing)
    }

    /// A field of the metadata, as JSON.
    pub(super) fn json<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        serde_json::from_str(self.field(name)?)
            .map_err(|e| Error::data(self.origin, format!("metadata field {name:?}: {e}")))
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<TensorView<'_>> {
        let tensor = self.tensors.tensor(name).map_err(|_| Error::data(self.origin, format!("no tensor {name:?}")))?;
        if tensor.shape() != shape {
            let message = format!("tensor {name:?} has shape {:?}, not {shape:?}", tensor.shape());
            return Err(Error::data(self.origin, message));
        }
        Ok(tensor)
    }

    /// Number of values of a tensor, 0 where it is missing.
    pub(super) fn length(&self, name: &str) -> usize {
        self.tensors.tensor(name).map_or(0, |tensor| tensor.shape().iter().product())
    }

    /// An 8-bit tensor.
    fn bytes(&self, name: &str, shape: &[usize]) -> Result<Vec<i8>> {
        let tensor = self.tensor(name, shape)?;
        match tensor.dtype() {
            Dtype::I8 => Ok(tensor.data().iter().map(|&byte| byte.cast_signed()).collect()),
            other => Err(Error::data(self.origin, format!("tensor {name:?} has type {other:?}, not I8"))),
        }
    }

    /// A float tensor of 16 or 32 bits.
    pub(super) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>> {
        let tensor = self.tensor(name, shape)?;
        let data = tensor.data();
        let values: Vec<f32> = match tensor.dtype() {
            Dtype::F32 => data.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect(),
            Dtype::F16 => data.chunks_exact(2).map(|b| f16::from_le_bytes([b[0], b[1]]).to_f32()).collect(),
            other => {
                return Err(Error::data(self.origin, format!("tensor {name:?} has type {other:?}, not F16 or F32")));
            }
        };
        if values.iter().all(|value| value.is_finite()) {
            Ok(values)
        } else {
            Err(Error::data(self.origin, format!("tensor {name:?} holds values that are not numbers")))
        }
    }

    fn norm(&self, name: &str) -> Result<Norm> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), &[HIDDEN])?,
            bias: self.floats(&format!("{name}.bias"), &[HIDDEN])?,
        })
    }

    /// Several quantized layers with the same inputs as one.
    pub(super) fn quantized(&self, names: &[String], inputs: usize, outputs: usize) -> Result<Quantized> {
        let (mut weight, mut scale, mut bias) = (Vec::new(), Vec::new(), Vec::new());
        for name in names {
            weight.extend(self.bytes(&format!("{name}.weight"), &[outputs, inputs])?);
            scale.extend(self.floats(&format!("{name}.scale"), &[outputs])?);
            bias.extend(self.floats(&format!("{name}.bias"), &[outputs])?);
        }
        Ok(Quantized::new(&weight, &scale, &bias, inputs))
    }

    fn layer(&self, nth: usize, config: &Config) -> Result<Layer> {
        let name = |part: &str| format!("encoder.{nth}.{part}");
        Ok(Layer {
            qkv: self.quantized(&[name("query"), name("key"), name("value")], HIDDEN, HIDDEN)?,
            attention_output: self.quantized(&[name("attention_output")], HIDDEN, HIDDEN)?,
            attention_norm: self.norm(&name("attention_norm"))?,
            intermediate: self.quantized(&[name("intermediate")], HIDDEN, config.ffn)?,
            output: self.quantized(&[name("output")], config.ffn, HIDDEN)?,
            output_norm: self.norm(&name("output_norm"))?,
        })
    }

    fn exit(&self, config: &Config) -> Result<Option<Exit>> {
        let Some(layers) = config.exit else { return Ok(None) };
        if layers == 0 || layers > config.layers {
            return Err(Error::data(self.origin, format!("an exit after layer {layers} of {}", config.layers)));
        }
        let weight = self.floats("exit.weight", &[HIDDEN, HIDDEN])?;
        let map = Quantized::from_floats(&weight, &self.floats("exit.bias", &[HIDDEN])?, HIDDEN);
        Ok(Some(Exit { layers, map }))
    }

    fn heads(&self, labels: &Labels) -> Result<Heads> {
        let (mut weight, mut bias) = (Vec::new(), Vec::new());
        for (name, outputs) in [("sentence", 1), ("upos", labels.upos.len()), ("xpos", labels.xpos.len())] {
            weight.extend(self.floats(&format!("{name}.weight"), &[outputs, HIDDEN])?);
            bias.extend(self.floats(&format!("{name}.bias"), &[outputs])?);
        }
        let hidden = self.length("names.0.bias");
        let names = labels.names.len();
        Ok(Heads {
            tags: Quantized::from_floats(&weight, &bias, HIDDEN),
            names_hidden: Quantized::from_floats(
                &self.floats("names.0.weight", &[hidden, HIDDEN])?,
                &self.floats("names.0.bias", &[hidden])?,
                HIDDEN,
            ),
            names: Quantized::from_floats(
                &self.floats("names.1.weight", &[names, hidden])?,
                &self.floats("names.1.bias", &[names])?,
                hidden,
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_file_is_a_clear_error() {
        for bytes in [&b""[..], b"garbage", &[255; 64]] {
            let error = Model::read(bytes).map(|_| ()).unwrap_err().to_string();
            assert!(error.starts_with(ORIGIN), "{error}");
        }
    }
}
