/** How targets are set for a course, and whom publications name: kept in the workspace, for the studio and the command line alike. */
import type { OptionValues } from '#preload/contract/targets.ts'
import { z } from '#preload/document/zod.ts'
import { givenTo, optionsOf, type TargetId } from '#main/publishing/facts.ts'
import type { Workspace } from './open-workspace.ts'

/** Names of settings in the workspace: the author, and whom the label of what a model wrote names. */
export const [AUTHOR, PRODUCER] = ['publishing.author', 'publishing.producer'] as const

export class TargetSettings {
  readonly #workspace: Workspace
  readonly #pace: () => number

  /** `pace`: 字 a minute, as the author speaks. */
  constructor(workspace: Workspace, pace: () => number) {
    this.#workspace = workspace
    this.#pace = pace
  }

  name(setting: typeof AUTHOR | typeof PRODUCER): string {
    return z
      .string()
      .catch('')
      .parse(this.#workspace.isReadable() ? this.#workspace.read((store) => store.preferences())[setting] : '')
  }

  setNames(names: Readonly<Partial<Record<typeof AUTHOR | typeof PRODUCER, string>>>): void {
    this.#workspace.write('none', (store) => store.setPreferences(names))
  }

  /** All options of a target for a course, as they are offered. */
  shown(course: string, target: TargetId): OptionValues {
    const chosen = this.#workspace.read((store) => store.targetChoice(course, target))
    return optionsOf(target, { pace: this.#pace(), ...chosen })
  }

  /** Those that are named; another value than can be is none. Answers all. Others are not kept: they go on following what they follow. */
  change(course: string, target: TargetId, given: OptionValues): OptionValues {
    const possible = optionsOf(target, given)
    const named = Object.entries(given).filter(([name, value]) => possible[name] === value)
    this.#workspace.write('none', (store) => store.setTargetChoice(course, target, { ...store.targetChoice(course, target), ...Object.fromEntries(named) }))
    return this.shown(course, target)
  }

  /** As a target takes them: with what is the same for all, and where lessons stand already, by the links that lead to them. */
  forTarget(course: string, target: TargetId, addresses: Readonly<Record<string, string>>): object {
    return givenTo(target, this.shown(course, target), { producer: this.name(PRODUCER), addresses })
  }
}
