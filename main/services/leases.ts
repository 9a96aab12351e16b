/** Which page edits which lesson. One page at a time, so that no two write the same text. */
export class Leases {
  readonly #editors = new Map<string, string>()
  readonly #left: (lesson: string) => void

  /** `left` hears of each lesson whose editor went away. */
  constructor(left: (lesson: string) => void) {
    this.#left = left
  }

  /** Makes a page the editor if there is none, or with `take` in any case. Answers the page that lost it. */
  open(lesson: string, client: string, take: boolean): string | null {
    const editor = this.#editors.get(lesson)
    if (editor === undefined || take) this.#editors.set(lesson, client)
    return take && editor !== undefined && editor !== client ? editor : null
  }

  isEditor(lesson: string, client: string): boolean {
    return this.#editors.get(lesson) === client
  }

  /** Answers whether the page was the editor. */
  close(lesson: string, client: string): boolean {
    const isLeft = this.isEditor(lesson, client)
    if (isLeft) this.#leave(lesson)
    return isLeft
  }

  /** A page went away: what it edited is free. */
  clientGone(client: string): void {
    for (const [lesson, editor] of [...this.#editors]) if (editor === client) this.#leave(lesson)
  }

  #leave(lesson: string): void {
    this.#editors.delete(lesson)
    this.#left(lesson)
  }
}

export function editorLeases(left: (lesson: string) => void): Leases {
  return new Leases(left)
}
