/** What of a decoder can be adapted. */
import { type DecoderConfig, HEAD, type ParameterSpec, parameterSpecs } from './decoder-config.ts'

/** All matrices of a layer. */
export const LORA_TARGETS: readonly string[] = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj']

/** All that can be adapted of a decoder: a head of its own too, for an author's words are most of a voice. llama.cpp adapts none that is the embedding. */
export function loraTargets({ tied }: Pick<DecoderConfig, 'tied'>): readonly string[] {
  return tied ? LORA_TARGETS : [...LORA_TARGETS, 'lm_head']
}

/** The parameters that can be adapted, in their order. */
export function adaptableSpecs(config: DecoderConfig): ParameterSpec[] {
  return parameterSpecs(config).filter(({ name, role }) => role === 'matrix' || role === 'residual-matrix' || name === HEAD)
}
