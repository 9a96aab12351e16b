/** How targets are set for a course, and whom publications name: kept in the workspace, for the studio and the command line alike. */
import type { OptionValues } from '#preload/contract/targets.ts'
import { z } from '#preload/document/zod.ts'
import { picturedBy, withPicture } from '#main/publishing/covers/about.ts'
import { factsOf, givenTo, optionsOf, type TargetId } from '#main/publishing/facts.ts'
import { type CourseNames, ownOptions, type SettingsNow, settingsNow } from '#main/publishing/settings-now.ts'
import type { SettledLessons } from '#main/publishing/settled-lessons.ts'
import type { Workspace } from './open-workspace.ts'

/** Names of settings in the workspace: the author, and whom the label of what a model wrote names. */
export const [AUTHOR, PRODUCER] = ['publishing.author', 'publishing.producer'] as const

/** Kept as if it were a target. */
const COVER_PICTURE = 'cover-picture'

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
    const options = optionsOf(target, { pace: this.#pace(), ...this.#chosen(course, target) })
    const picture = isCoverTarget(target) ? this.#picture(course) : null
    return picture === null ? options : { ...options, cover: withPicture(options['cover'], picture) }
  }

  /** Those that are named; another value than can be is none. Answers all. Others are not kept: they go on following what they follow. */
  change(course: string, target: TargetId, given: OptionValues): OptionValues {
    const possible = optionsOf(target, given)
    const [chosen, own] = [this.#chosen(course, target), ownOptions(target)]
    const isOfLessons = (name: string): boolean => own.get(name) === 'lessons'
    const named = Object.entries(possible).filter(([name, value]) => Object.hasOwn(given, name) && (value === given[name] || isOfLessons(name)))
    const changed = named.map(([name, value]) => [
      name,
      isOfLessons(name) ? joinedTexts(chosen[name], value) : name === 'cover' ? withPicture(value, null) : value,
    ])
    const following = { ...chosen, ...Object.fromEntries(changed) }
    // Who sets the author's own pace follows it wherever it leads; one that was set before stands, though the own has come to it.
    if (named.some(([name]) => name === 'pace') && following['pace'] === this.#pace()) delete following['pace']
    const cover = named.find(([name]) => name === 'cover')?.[1]
    this.#workspace.write('none', (store) => {
      store.setTargetChoice(course, target, following)
      if (cover !== undefined) store.setTargetChoice(course, COVER_PICTURE, { cover })
    })
    return this.shown(course, target)
  }

  /** The picture that is on the covers of a course; none, or one. */
  coverPictures(course: string): readonly string[] {
    const picture = this.#picture(course)
    return picture === null ? [] : [picture.image]
  }

  /** One for all covers of a course, and for no other course. */
  #picture(course: string): ReturnType<typeof picturedBy> {
    return picturedBy(this.#workspace.read((store) => store.ownTargetChoice(course, COVER_PICTURE))['cover'])
  }

  /** What was set for a course, or for another before it; an author's own words are of this one alone. */
  #chosen(course: string, target: TargetId): Record<string, unknown> {
    return this.#workspace.read((store) => {
      const own = ownOptions(target)
      const [before, ofCourse] = [store.targetChoice(course, target), store.ownTargetChoice(course, target)]
      return Object.fromEntries([...Object.entries(before).filter(([name]) => !own.has(name)), ...Object.entries(ofCourse).filter(([name]) => own.has(name))])
    })
  }

  /**
   * As a target takes them: with what is the same for all, and where lessons stand already, by the links that lead to them. `over`: what is
   * otherwise this once.
   */
  forTarget(course: string, target: TargetId, addresses: Readonly<Record<string, string>>, over = (shown: OptionValues): OptionValues => shown): object {
    return givenTo(target, over(this.shown(course, target)), { producer: this.name(PRODUCER), addresses })
  }

  /** As they are at this moment. */
  now(course: CourseNames & { readonly id: string }, target: TargetId, lessons: SettledLessons, addresses: Readonly<Record<string, string>>): SettingsNow {
    return settingsNow(target, { given: this.forTarget(course.id, target, addresses), author: this.name(AUTHOR), course, ...lessons })
  }
}

/** Texts by lesson: those that are given beside those there were, so that two windows don't take each other's away. */
function joinedTexts(before: unknown, given: unknown): Record<string, string> {
  const texts = z.record(z.string(), z.string()).catch({})
  return Object.fromEntries(Object.entries({ ...texts.parse(before), ...texts.parse(given) }).filter(([, text]) => text.trim() !== ''))
}

/** Whether covers are drawn for it. */
function isCoverTarget(target: TargetId): boolean {
  return factsOf(target).options.some(({ kind }) => kind === 'cover')
}
