/** A recipe as those who train read it: settings of train.py, LLaMA-Factory's files, and values for the READMEs. */
import type { TrainingRecipe } from '#preload/contract/recipe.ts'

/** Where LLaMA-Factory finds the texts; both sides are plain text under its stage `pt`. */
export const datasetInfo = {
  moke_train: { file_name: 'train.jsonl', columns: { prompt: 'text' } },
  moke_held_out: { file_name: 'held-out.jsonl', columns: { prompt: 'text' } },
} as const

/** Its Muon scales by the larger side of a matrix; with this rate the matrices B (out, rank), of which an adapter's effect is made, move as in train.py. */
function llamaFactoryRate({ optimiser, lora }: TrainingRecipe): number {
  return optimiser.kind === 'muon' ? Number((optimiser.rate / (0.2 * Math.sqrt(lora.rank))).toPrecision(4)) : optimiser.rate
}

/** LLaMA-Factory's settings of one process; what several take in their place the READMEs say. `pairs`: how many questions there are that train.py does not learn. */
export function llamaFactoryYaml(recipe: TrainingRecipe, pairs: number): string {
  const { base, lora, bits, optimiser, passes, warmupShare, heldOutShare, length, batch, patience, seed } = recipe
  const isMuon = optimiser.kind === 'muon'
  return [
    '# LLaMA-Factory: continued pretraining on plain text (stage pt) with LoRA. Run it from the folder of this bundle.',
    ...(pairs > 0
      ? [
          `# This stage has no masks: it learns the ${pairs} questions that others asked as it does their answers, and its loss counts both. train.py learns the answers alone.`,
        ]
      : []),
    `model_name_or_path: ${base.isEnclosed ? 'base' : `PATH-OR-NAME-OF-THE-BASE # ${JSON.stringify(base.identity.name)}, as a Hugging Face folder`}`,
    'stage: pt',
    'do_train: true',
    'finetuning_type: lora',
    `lora_rank: ${lora.rank}`,
    `lora_alpha: ${lora.alpha}`,
    `lora_dropout: ${lora.dropout}`,
    `lora_target: ${lora.targets.join(',')}`,
    `use_rslora: ${lora.stabilised}`,
    ...(bits < 32 ? [`quantization_bit: ${bits}`] : []),
    '',
    'dataset_dir: data',
    'dataset: moke_train',
    'eval_dataset: moke_held_out',
    `cutoff_len: ${length}`,
    'packing: true',
    '',
    'output_dir: out/llamafactory',
    'overwrite_output_dir: true',
    'logging_steps: 10',
    'report_to: none',
    '',
    ...(isMuon ? ['# Its Muon moves a matrix by 0.2 · √(its larger side) · rate: at this rate B moves as in train.py, A further.', 'use_muon: true'] : []),
    `learning_rate: ${llamaFactoryRate(recipe)}`,
    `weight_decay: ${optimiser.weightDecay}`,
    `max_grad_norm: ${optimiser.clipNorm}`,
    'lr_scheduler_type: linear',
    '# Shares of all steps, here and below: how many there are is known once the texts are windows.',
    `warmup_ratio: ${warmupShare}`,
    `num_train_epochs: ${passes}`,
    `# Windows of one step: per_device_train_batch_size × gradient_accumulation_steps × processes, which is to be ${batch}. As it stands it is of one process.`,
    `per_device_train_batch_size: ${batch}`,
    'gradient_accumulation_steps: 1',
    `per_device_eval_batch_size: ${batch}`,
    '# On processors without bfloat16, such as a CPU: false.',
    'bf16: true',
    '',
    'eval_strategy: steps',
    `eval_steps: ${heldOutShare}`,
    'save_strategy: steps',
    `save_steps: ${heldOutShare}`,
    'save_total_limit: 2',
    'load_best_model_at_end: true',
    'metric_for_best_model: eval_loss',
    'greater_is_better: false',
    `early_stopping_steps: ${patience}`,
    `seed: ${seed}`,
    '',
  ].join('\n')
}

/** All that train.py goes by. */
export function settingsJson({ base: { identity, isEnclosed, ...sizes }, ...recipe }: TrainingRecipe): string {
  return `${JSON.stringify({ base: { name: identity.name, family: identity.family, folder: isEnclosed ? 'base' : null, ...sizes }, ...recipe }, null, 2)}\n`
}

/** How much text there is. */
export interface BundleAmounts {
  readonly learning: { readonly works: number; readonly characters: number }
  readonly heldOut: { readonly works: number; readonly characters: number }
}

/** A README with its values in place of `{{name}}`; a part `{{#name}}…{{/name}}` stands only where the value is not empty, and may hold other parts. */
export function filled(
  template: string,
  recipe: TrainingRecipe,
  { learning, heldOut, isRemembered, pairs }: BundleAmounts & { readonly isRemembered: boolean; readonly pairs: number },
): string {
  const { base, lora, bits, optimiser, passes, length, batch } = recipe
  const values: Readonly<Record<string, string>> = {
    base: base.identity.name,
    family: base.identity.family,
    sizes: base.identity.sizes,
    enclosed: base.isEnclosed ? 'base' : '',
    fetched: base.isEnclosed ? '' : base.identity.name,
    marked: isRemembered ? 'moke-bundle.json' : '',
    pairs: pairs > 0 ? String(pairs) : '',
    works: String(learning.works),
    characters: String(learning.characters),
    heldOutWorks: String(heldOut.works),
    heldOutCharacters: String(heldOut.characters),
    rank: String(lora.rank),
    alpha: String(lora.alpha),
    targets: lora.targets.join(', '),
    quantised: bits < 32 ? String(bits) : '',
    optimiser: optimiser.kind === 'muon' ? 'Muon (torch.optim.Muon)' : 'AdamW',
    rate: String(optimiser.rate),
    passes: String(passes),
    length: String(length),
    batch: String(batch),
    // As many processes as a step has windows: more of them would make it another run.
    several: batch > 1 ? String(batch) : '',
  }
  const chosen = (text: string): string =>
    text.replaceAll(/\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g, (_, name: string, part: string) => (values[name] ? chosen(part) : ''))
  return chosen(template).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? missing(name))
}

function missing(name: string): never {
  throw new Error(`a README of the bundle asks for ${name}, which has no value`)
}
