/** The tokenizer of a Hugging Face folder, by the library that Hugging Face makes for JavaScript: the ids of Transformers. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import { FormatError, shown } from '#engine/formats/index.ts'
import { JsonFields, readJsonFields } from './json-fields.ts'

/** Gemma's has 33 MB. */
const LONGEST = 256e6
/** Names of the token that ends a text, as models before any conversation have it, in the order in which they are looked for. */
const ENDS = ['<|endoftext|>', '<|end_of_text|>', '<eos>', '</s>']

/** Texts to ids and back. No text becomes a mark of the model's own: `<bos>` typed by an author is ordinary tokens. */
export class FolderTokenizer {
  readonly vocabularySize: number
  /** The token that ends every document. */
  readonly endOfText: number
  readonly #tokenizer: Tokenizer
  readonly #marks: ReadonlySet<number>
  /** What stands before every text. */
  readonly #begin: readonly number[]

  private constructor(tokenizer: Tokenizer, facts: Facts) {
    this.#tokenizer = tokenizer
    this.#marks = new Set(facts.marks.values())
    this.#begin = facts.begin
    this.endOfText = facts.endOfText
    this.vocabularySize = facts.size
  }

  /** Throws FormatError for a tokenizer that is damaged or of a kind that is not known. */
  static async open(folder: string): Promise<FolderTokenizer> {
    const path = join(folder, 'tokenizer.json')
    if (!(await isFile(path))) throw new FormatError(folder, 'there is no tokenizer.json in this folder: fetch it too.')
    const file = await readJsonFields(path, LONGEST)
    const facts = await factsOf(folder, file)
    const withoutMarks = Object.fromEntries(file.keys().map((key) => [key, key === 'added_tokens' ? addedTexts(file) : (file.value(key) ?? null)]))
    try {
      return new FolderTokenizer(new Tokenizer(withoutMarks, { tokenizer_class: 'PreTrainedTokenizer' }), facts)
    } catch (error) {
      // The library says by errors of any kind that it does not know a part.
      throw new FormatError(path, `this tokenizer cannot be used (${shown(error instanceof Error ? error.message : String(error))}).`)
    }
  }

  encode(text: string): number[] {
    return [...this.#begin, ...this.#tokenizer.encode(text.toWellFormed(), { add_special_tokens: false }).ids]
  }

  /** The text of ids; marks have none. */
  decode(ids: readonly number[]): string {
    const texts = ids.filter((id) => !this.#marks.has(id))
    return texts.length === 0 ? '' : this.#tokenizer.decode(texts, { clean_up_tokenization_spaces: false })
  }
}

/** What is known of a tokenizer beside its words. */
export interface Facts {
  readonly added: readonly AddedToken[]
  /** Tokens that are no text. */
  readonly marks: ReadonlyMap<string, number>
  readonly begin: readonly number[]
  readonly endOfText: number
  readonly size: number
}

/** Reads these facts from the file and what lies beside it. Throws FormatError. */
export async function factsOf(folder: string, file: JsonFields): Promise<Facts> {
  const beside = await besideIt(folder)
  const added = addedTokens(file)
  const marks = new Map(added.filter(({ special }) => special).map(({ content, id }) => [content, id]))
  const named = beside?.text('eos_token') ?? beside?.fields('eos_token')?.text('content')
  const words = file.fields('model')?.fields('vocab')
  const idOf = (token: string): number | undefined => {
    const id = marks.get(token) ?? words?.value(token)
    return typeof id === 'number' ? id : undefined
  }
  const end = [...ENDS, ...(named === undefined ? [] : [named])].map(idOf).find((id) => id !== undefined)
  if (end === undefined) file.fail('it names no token that ends a text.')
  const size = (words?.keys() ?? []).reduce((most, word) => Math.max(most, Number(words?.value(word)) + 1), 0)
  return { added, marks, begin: beginOf(file), endOfText: end, size: added.reduce((most, { id }) => Math.max(most, id + 1), size) }
}

interface AddedToken {
  readonly content: string
  readonly id: number
  readonly special: boolean
}

function addedTokens(file: JsonFields): AddedToken[] {
  const list = file.value('added_tokens')
  return (Array.isArray(list) ? list : []).map((token: unknown) => {
    const fields = new JsonFields(file.path, typeof token === 'object' && token !== null ? { ...token } : {})
    return { content: fields.text('content') ?? file.fail('an added token has no content.'), id: fields.number('id'), special: fields.flag('special') }
  })
}

/** Added tokens that are texts all the same, such as several line breaks. */
function addedTexts(file: JsonFields): unknown[] {
  const list = file.value('added_tokens')
  return (Array.isArray(list) ? list : []).filter(
    (token: unknown) => !(typeof token === 'object' && token !== null && 'special' in token && token.special === true),
  )
}

/** The marks that the template of a single text puts before it. */
function beginOf(file: JsonFields): number[] {
  const template = templateIn(file.fields('post_processor'))
  const single = template?.value('single')
  const begin: number[] = []
  for (const piece of Array.isArray(single) ? single : []) {
    const fields = new JsonFields(file.path, typeof piece === 'object' && piece !== null ? { ...piece } : {})
    const name = fields.fields('SpecialToken')?.text('id')
    if (name === undefined) break
    const ids = template?.fields('special_tokens')?.fields(name)?.value('ids')
    begin.push(...(Array.isArray(ids) ? ids.filter((id) => typeof id === 'number') : []))
  }
  return begin
}

function templateIn(processor: JsonFields | undefined): JsonFields | undefined {
  if (processor?.text('type') === 'TemplateProcessing') return processor
  const parts = processor?.value('processors')
  for (const part of Array.isArray(parts) ? parts : []) {
    const found = processor && typeof part === 'object' && part !== null ? templateIn(new JsonFields(processor.path, { ...part })) : undefined
    if (found) return found
  }
  return undefined
}

async function besideIt(folder: string): Promise<JsonFields | undefined> {
  const path = join(folder, 'tokenizer_config.json')
  return (await isFile(path)) ? readJsonFields(path, LONGEST) : undefined
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}
