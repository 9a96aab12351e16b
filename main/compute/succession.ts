/** Which model serves: the chosen one, the one that served before it, or the starter. It loads nothing and tells nobody. */

/** Where a model shall run: on what is best for it, or on a device by name. */
export type EngineDevice = 'auto' | 'cpu' | 'cuda' | 'vulkan' | 'metal'

/** What the author chose: a model's id or null for the starter, and where it shall run. */
export interface ModelChoice {
  readonly model: string | null
  readonly device: EngineDevice
}

export class Succession {
  #choice: ModelChoice
  #model: string | null
  /** The chosen model that served last, or was about to; undefined where none was. */
  #served: string | null | undefined

  constructor(choice: ModelChoice) {
    this.#choice = choice
    this.#model = choice.model
  }

  get choice(): ModelChoice {
    return this.#choice
  }

  /** The model that serves or is to: the chosen one, or null for the starter that stands in for it. */
  get model(): string | null {
    return this.#model
  }

  /** Whether another than the chosen one serves. */
  get standsIn(): boolean {
    return this.#model !== this.#choice.model
  }

  /** The chosen one to go back to, where it is another than the one chosen now; undefined where there is none. */
  get before(): string | null | undefined {
    return this.#served === this.#choice.model ? undefined : this.#served
  }

  /** Whether a model is in use or may be gone back to. */
  needs(model: string): boolean {
    return [this.#choice.model, this.#model, this.#served].includes(model)
  }

  /** Another choice, which does not serve yet. `wasServing`: the one before had come up or failed, and was not on its way. */
  choose(choice: ModelChoice, wasServing: boolean): void {
    // What was about to serve is the one to go back to, too.
    if (this.#served === undefined && !wasServing) this.#served = this.#choice.model
    this.#choice = choice
  }

  /** The chosen one is to serve. */
  begin(): void {
    this.#model = this.#choice.model
  }

  /** The one that was to serve does. */
  serves(): void {
    if (!this.standsIn) this.#served = this.#model
  }

  /** The starter is to serve for the chosen one. */
  standIn(): void {
    this.#model = null
  }

  /** Another model than the one chosen is chosen, by the studio; it serves already, or `begin` has it serve. */
  goBack(model: string | null): void {
    this.#choice = { ...this.#choice, model }
  }

  /** It is not gone back to. */
  forget(model: string | null): void {
    if (this.#served === model) this.#served = undefined
  }

  /** The one that was chosen last and served, or the starter: where a load is given up. */
  get last(): string | null {
    return this.#served ?? null
  }
}
