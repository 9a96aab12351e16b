/** A vocabulary as `tokenizer.json`, which Transformers and its kin read, and which gives the ids that Tokenizer gives. */
import { spellBytes } from './byte-alphabet.ts'
import type { Token, Vocabulary } from './vocabulary.ts'

/** What llama.cpp calls `qwen2`: how a text is cut into the pieces within which tokens are formed (pieces.ts). */
const PIECES = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false } as const

/** The two files of a folder that tell a tokenizer, as JSON values by their names. */
export function huggingFaceTokenizer({ tokens, merges, endOfText }: Vocabulary): Record<'tokenizer.json' | 'tokenizer_config.json', object> {
  const spelled = tokens.map(spell)
  const ids = (isText: boolean): [string, number][] => spelled.flatMap((text, id) => ((tokens[id]?.kind === 'text') === isText ? [[text, id]] : []))
  const end = spelled[endOfText]
  return {
    'tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: ids(false).map(([content, id]) => ({
        id,
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
        special: tokens[id]?.kind === 'control',
      })),
      normalizer: null,
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [{ type: 'Split', pattern: { Regex: PIECES }, behavior: 'Isolated', invert: false }, byteLevel],
      },
      post_processor: null,
      decoder: byteLevel,
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: '',
        end_of_word_suffix: '',
        fuse_unk: false,
        byte_fallback: false,
        ignore_merges: false,
        vocab: Object.fromEntries(ids(true)),
        merges: merges.map(([left, right]) => [spelled[left], spelled[right]]),
      },
    },
    'tokenizer_config.json': {
      tokenizer_class: 'PreTrainedTokenizerFast',
      bos_token: null,
      eos_token: end,
      pad_token: end,
      clean_up_tokenization_spaces: false,
    },
  }
}

function spell({ kind, bytes }: Token): string {
  return kind === 'text' ? spellBytes(bytes) : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}
