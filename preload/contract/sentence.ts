/** A sentence that says the same in both languages of the interface. */
export interface Sentence {
  readonly zh: string
  readonly en: string
}
