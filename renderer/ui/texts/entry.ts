/** One string of the interface in every language. `{name}` is filled in; a number given as `{count}` also chooses the English plural. */
export interface Entry {
  readonly zh: string
  readonly en: string | { readonly one: string; readonly other: string }
}
