/** What the voice shows: all of it, the works of the next run, the proof of one adapter, or two side by side. */
import type { AdapterId } from '#preload/contract/adapters.ts'

export type VoicePlace =
  | { readonly kind: 'voice' }
  | { readonly kind: 'works' }
  | { readonly kind: 'proof'; readonly adapter: AdapterId }
  | { readonly kind: 'compare' }
