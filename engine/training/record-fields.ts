/** The fields of an object that came from outside; asking for one as what it is not throws. */
export class RecordFields {
  readonly #values: ReadonlyMap<string, unknown>
  readonly #where: string

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where || 'the whole'} is no object`)
    this.#values = new Map(Object.entries(value))
    this.#where = where === '' ? '' : `${where}.`
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value : this.#wrong(name, 'text')
  }

  choice<const Choice extends string | number>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#values.get(name)
    return choices.find((choice) => choice === value) ?? this.#wrong(name, choices.join(' or '))
  }

  flag(name: string): boolean {
    const value = this.#values.get(name)
    return typeof value === 'boolean' ? value : this.#wrong(name, 'true or false')
  }

  number(name: string): number {
    const value = this.#values.get(name)
    return typeof value === 'number' ? value : this.#wrong(name, 'number')
  }

  /** A whole number that is not below 0. */
  count(name: string): number {
    const value = this.number(name)
    return Number.isSafeInteger(value) && value >= 0 ? value : this.#wrong(name, 'count')
  }

  fields(name: string): RecordFields {
    return new RecordFields(this.#values.get(name), this.#where + name)
  }

  list(name: string): RecordFields[] {
    const value = this.#values.get(name)
    if (!Array.isArray(value)) return this.#wrong(name, 'list')
    return value.map((item, at) => new RecordFields(item, `${this.#where}${name}[${at}]`))
  }

  texts(name: string): string[] {
    return this.#items(name, 'list of texts', (item) => typeof item === 'string')
  }

  counts(name: string): number[] {
    return this.#items(name, 'list of counts', (item): item is number => Number.isSafeInteger(item) && Number(item) >= 0)
  }

  #items<T>(name: string, kind: string, isOne: (item: unknown) => item is T): T[] {
    const value = this.#values.get(name)
    return Array.isArray(value) && value.every(isOne) ? value : this.#wrong(name, kind)
  }

  /** All fields, each of which is a number. */
  numbers(): Record<string, number> {
    return Object.fromEntries([...this.#values.keys()].map((name) => [name, this.number(name)]))
  }

  #wrong(name: string, kind: string): never {
    throw new Error(`${this.#where}${name} should be ${kind}, but is ${JSON.stringify(this.#values.get(name))?.slice(0, 40) ?? 'missing'}`)
  }
}
