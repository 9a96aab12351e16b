/** What pages are told of a voice: the run and what came of it, at most twice a second while only figures change. */
import type { Emit } from '#preload/contract/member.ts'
import { isHolding } from '#preload/contract/problem.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import type { ProofState, VoiceRun, VoiceState, voice } from '#preload/contract/voice.ts'
import { priceOf } from '#preload/document/price.ts'
import { atMostEvery, type Paced } from './at-most-every.ts'
import { idle, type RunState } from './voice-progress.ts'

const tellEveryMs = 500

export class VoiceTelling {
  readonly #proof: () => ProofState | null
  readonly #pace: Paced
  #state: RunState = idle

  /** `proof`: how the one under way stands. */
  constructor(emit: Emit<typeof voice>, proof: () => ProofState | null) {
    this.#proof = proof
    this.#pace = atMostEvery(tellEveryMs, () => emit('changed', this.told()), { isPrompt: true })
  }

  get state(): RunState {
    return this.#state
  }

  /** Whether the run waits until its author says what becomes of it: works that it learns from are not to be learnt any more, or not as they were. */
  get isHeld(): boolean {
    return isHolding(this.#state.problem)
  }

  told(): VoiceState {
    return { ...this.#state, proof: this.#proof() }
  }

  change(part: Partial<RunState>): void {
    this.#state = { ...this.#state, ...part }
    this.#pace.now()
  }

  /** The run is told of with what changes next. */
  update(run: VoiceRun): void {
    this.#state = { ...this.#state, run }
  }

  /** Something changed that is no news. */
  soon(): void {
    this.#pace.soon()
  }

  now(): void {
    this.#pace.now()
  }

  /** What the run that is shown left was proved, then or again. */
  proved(id: string, proof: Proof): void {
    const { run, result } = this.#state
    const { verdict, isWorthUsing } = proof
    if (result && run?.id === id) this.#state = { ...this.#state, result: { ...result, proved: { verdict, isWorthUsing, price: priceOf(proof) } } }
  }
}
