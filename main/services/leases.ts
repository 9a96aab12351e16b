/** Which page edits which lesson. One page at a time, so that no two write the same text. */
export class Leases {
  readonly #editors = new Map<string, string>()

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
    return this.isEditor(lesson, client) && this.#editors.delete(lesson)
  }

  /** A page went away: what it edited is free. Answers those lessons. */
  clientGone(client: string): string[] {
    const lessons = [...this.#editors].filter(([, editor]) => editor === client).map(([lesson]) => lesson)
    for (const lesson of lessons) this.#editors.delete(lesson)
    return lessons
  }
}

export function editorLeases(): Leases {
  return new Leases()
}
