/** What `adapter_config.json` says about how an adapter is applied; what is not computed here is refused by name. */
import { shown } from '#engine/formats/index.ts'
import type { JsonFields } from '#engine/bases/index.ts'
import { AdapterKindError } from './adapter-error.ts'

/** Beginnings that leave the base as it is; others take something away from it first, which is not in the adapter. */
const harmlessBeginnings: ReadonlySet<unknown> = new Set([undefined, true, false, 'gaussian', 'eva', 'orthogonal'])

/** Throws FormatError for a kind of adapter that is not computed here. */
export function checkPeftConfig(config: JsonFields): void {
  const refuse = (what: string, word: string): never => {
    throw new AdapterKindError(config.path, `${what}, which is not computed here.`, word)
  }
  const type = config.text('peft_type')
  if (type !== 'LORA') refuse(`it is of the type ${shown(type ?? 'of no name')}`, type ?? 'peft_type')
  for (const [key, what] of unusual) if (isSet(config.value(key))) refuse(`${what} (${key})`, key)
  const bias = config.text('bias') ?? 'none'
  if (bias !== 'none') refuse(`it changes biases (bias: ${shown(bias)})`, `bias: ${bias}`)
  const beginning = config.value('init_lora_weights')
  if (!harmlessBeginnings.has(beginning))
    throw new AdapterKindError(
      config.path,
      `it began with ${shown(String(beginning))}, which changes the base first: convert it to a plain LoRA where it was made (init_lora_weights).`,
      `init_lora_weights: ${String(beginning)}`,
    )
}

const unusual: readonly (readonly [key: string, what: string])[] = [
  ['use_dora', 'it is a DoRA'],
  ['use_qalora', 'it is a QALoRA'],
  ['lora_bias', 'it has biases'],
  ['fan_in_fan_out', 'its matrices are turned'],
  ['modules_to_save', 'it replaces whole matrices'],
  ['layer_replication', 'it repeats layers'],
  ['target_parameters', 'it adapts experts'],
  ['trainable_token_indices', 'it changes embeddings of tokens'],
  ['alora_invocation_tokens', 'it begins to work at certain words only'],
  ['use_bdlora', 'its matrices have blocks'],
]

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
}

/** What B·A of a module is multiplied by: alpha / rank, or alpha / √rank, alpha being that of the first pattern that its name ends in. */
export function factorOf(config: JsonFields, module: string, rank: number): number {
  const alpha = alphaOf(config, module)
  return config.flag('use_rslora') ? alpha / Math.sqrt(rank) : alpha / rank
}

function alphaOf(config: JsonFields, module: string): number {
  const patterns = config.fields('alpha_pattern')
  for (const pattern of patterns?.keys() ?? []) {
    // PEFT takes any regular expression; plain names are what people write.
    if (!/^[\w.]+$/.test(pattern)) config.fail(`the pattern ${shown(pattern)} in alpha_pattern is no plain name of a module.`)
    if (module === pattern || module.endsWith(`.${pattern}`)) return patterns?.number(pattern) ?? 0
  }
  return config.number('lora_alpha')
}
