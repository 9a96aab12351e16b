/** A recipe as the trainer answers it. */
import type { TrainingRecipe } from '#preload/contract/recipe.ts'

export const aRecipe: TrainingRecipe = {
  base: { identity: { name: 'Qwen3 0.6B', family: 'qwen3', sizes: 'a1', numbers: 'b2' }, vocabulary: 8000, width: 256, layers: 4, isEnclosed: false },
  probe: { text: '写作', ids: [1, 2] },
  lora: { rank: 32, alpha: 64, stabilised: false, dropout: 0, targets: ['q_proj', 'down_proj'] },
  bits: 32,
  optimiser: { kind: 'muon', rate: 0.005, weightDecay: 0.1, momentum: 0.95, clipNorm: 1 },
  passes: 3,
  warmupShare: 0.1,
  heldOutShare: 0.05,
  length: 512,
  batch: 4,
  patience: 3,
  seed: 1,
}
