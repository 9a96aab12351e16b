/** Settings of targets that an author names in the terminal (`--set`): whatever the targets have by their own tables (`about.options`), and nothing else. */
import { CommandError } from '#engine/cli/command.ts'
import { picturedBy, withPicture } from '#main/publishing/covers/about.ts'
import type { CoverChoice } from '#main/publishing/covers/cover.ts'
import { lessonsOf, type PublishedCourse } from '#main/publishing/desk/course.ts'
import { factsOf, optionsOf, type TargetId } from '#main/publishing/facts.ts'
import { LONGEST_TEXT, type OptionValue, type OptionValues, type TargetOption } from '#preload/contract/targets.ts'
import { targetCalled } from './named-target.ts'
import { noTarget } from './publish-problems.ts'
import { type Language, languageOf } from './spoken.ts'

interface Setting {
  readonly target: TargetId
  readonly option: TargetOption
  /** Of what has a text for each lesson, or for each word: whose it is. */
  readonly key: string
  readonly written: string
  readonly value: OptionValue
}

/** Settings for one course. */
export interface SettingsGiven {
  /** What a target is set to, with what was named in its place. */
  over(target: TargetId, options: OptionValues): OptionValues
  /** The cover that is named for all targets, as this one is to have it. */
  cover<Cover extends CoverChoice | null>(target: TargetId, named: Cover): Cover | CoverChoice
}

/** Settings before the course is read: of lessons nobody knows yet whether there are such. */
export interface SettingsNamed {
  /** Throws CommandError for a lesson that the course has not. */
  of(course: PublishedCourse): SettingsGiven
}

/** Throws CommandError for what no target can be set to. */
export function settingsGiven(named: readonly string[], targets: readonly TargetId[], language: Language = languageOf()): SettingsNamed {
  const settings = named.map((each) => settingOf(each, targets, language))
  return {
    of: (course) => {
      const settled = settings.map((setting) => (setting.option.kind === 'lessons' ? { ...setting, key: lessonNamed(setting, course, language) } : setting))
      const own = (target: TargetId): readonly Setting[] => settled.filter((setting) => setting.target === target)
      return {
        over: (target, options) => own(target).reduce(withSetting, options),
        cover: (target, all) => {
          const template = own(target).findLast(({ option }) => option.kind === 'cover')?.value
          if (all === null || template === undefined) return all
          const chosen = template as CoverChoice['template']
          return { ...all, template: chosen, picture: chosen === 'none' ? null : all.picture }
        },
      }
    },
  }
}

function withSetting(options: OptionValues, { option: { name, kind }, key, written, value }: Setting): OptionValues {
  if (kind === 'cover') return { ...options, [name]: withPicture(value, picturedBy(options[name])) }
  if (kind !== 'lessons' && kind !== 'words') return { ...options, [name]: value }
  const before = options[name]
  const texts: Readonly<Record<string, string>> = { ...(typeof before === 'object' && !Array.isArray(before) ? before : {}), [key]: written }
  return { ...options, [name]: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')) }
}

function settingOf(named: string, targets: readonly TargetId[], language: Language): Setting {
  const end = named.indexOf('=')
  const way = named.slice(0, end < 0 ? undefined : end)
  const [called = '', ...rest] = way.split('.')
  const fail = (zh: string, en: string): never => {
    throw new CommandError(language === 'zh' ? zh : en)
  }
  if (end < 0 || rest.length === 0)
    return fail(`--set 要写成 去处.设置=值，“${named}”不是这样。`, `--set takes TARGET.NAME=VALUE, such as zhihu.form=series, not ${JSON.stringify(named)}.`)
  const target = targetCalled(called)
  if (target === undefined) throw new CommandError(noTarget(called, language))
  const { name, options } = factsOf(target)
  const option = options.find((each) => each.name === (isKeyed(each) ? rest[0] : rest.join('.')))
  if (option === undefined) {
    const [wanted, names] = [rest.join('.'), options.map((each) => each.name)]
    if (names.length === 0) return fail(`${name['zh-CN']}没有能设的。`, `${target} has no settings.`)
    return fail(
      `${name['zh-CN']}没有“${wanted}”这个设置；能设的有 ${names.join('、')}。`,
      `${target} has no setting ${JSON.stringify(wanted)}; it has ${names.join(', ')}.`,
    )
  }
  const key = rest.slice(1).join('.').trim()
  if (isKeyed(option) && key === '') {
    const form = leftOf(target, option)
    return fail(`要写成 ${form}，“${named}”不是这样。`, `It is ${form}, not ${JSON.stringify(named)}.`)
  }
  if (!targets.includes(target)) return fail(`${way} 设了也没有用：--to 里没有 ${target}。`, `${way} would do nothing: ${target} is not among --to.`)
  const written = named.slice(end + 1)
  const value = valueOf(option, written)
  if (value === null || !canBe(target, option, isKeyed(option) ? { [key]: written } : value))
    throw new CommandError(`${way} ${expected(option, written)[language]}`)
  return { target, option, key, written, value }
}

function isKeyed({ kind }: TargetOption): boolean {
  return kind === 'lessons' || kind === 'words'
}

/** As it is written in the terminal; null where that is nothing it could be. */
function valueOf({ kind }: TargetOption, written: string): OptionValue | null {
  switch (kind) {
    case 'switch':
      return written === 'on' || written === 'off' ? written === 'on' : null
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(written) ? Number(written) : null
    case 'several':
      return written.split(/[,，\s]+/).filter(Boolean)
    case 'choice':
    case 'cover':
    case 'text':
    case 'lessons':
    case 'words':
      return written
  }
}

/** Whether the target takes it, by the check that the desk's own settings go through. */
function canBe(target: TargetId, { name }: TargetOption, value: OptionValue): boolean {
  return optionsOf(target, { [name]: value })[name] === value
}

function expected(option: TargetOption, written: string): Readonly<Record<Language, string>> {
  const [zh, en] = [`不能是“${written}”。`, `not ${JSON.stringify(written)}.`]
  switch (option.kind) {
    case 'choice':
    case 'cover': {
      const values = option.choices.map(({ value }) => value)
      return { zh: `可以是 ${values.join('、')}，${zh}`, en: `is one of ${values.join(', ')}, ${en}` }
    }
    case 'several': {
      const values = option.choices.map(({ value }) => value)
      return { zh: `可以是 ${values.join('、')} 里的几个，用逗号隔开，${zh}`, en: `is any of ${values.join(', ')}, with commas between, ${en}` }
    }
    case 'switch':
      return { zh: `是 on 或 off，${zh}`, en: `is on or off, ${en}` }
    case 'number':
      return { zh: `是 ${option.least} 到 ${option.most} 的数，${zh}`, en: `is a number from ${option.least} to ${option.most}, ${en}` }
    case 'text':
    case 'lessons':
    case 'words':
      return { zh: `最多 ${LONGEST_TEXT} 个字，这里有 ${written.length} 个。`, en: `has at most ${LONGEST_TEXT} characters, and here ${written.length}.` }
  }
}

/** By its title, or by which of the course it is: two may have one title. Throws CommandError. */
function lessonNamed({ key }: Setting, course: PublishedCourse, language: Language): string {
  const lessons = lessonsOf(course)
  const called = lessons.filter(({ title }) => title.trim() === key)
  const [found, ...others] = called.length > 0 ? called : lessons.filter(({ id, number }) => id === key || String(number) === key)
  if (found === undefined)
    throw new CommandError(
      language === 'zh'
        ? `没有叫“${key}”的课；写课的标题，或者它是第几课（1 到 ${lessons.length}）。`
        : `No lesson is called ${JSON.stringify(key)}; name one by its title, or by which it is (1 to ${lessons.length}).`,
    )
  if (others.length > 0)
    throw new CommandError(
      language === 'zh'
        ? `有 ${called.length} 课叫“${key}”：写它是第几课（${called.map(({ number }) => number).join('、')}）。`
        : `${called.length} lessons are called ${JSON.stringify(key)}: name one by which it is (${called.map(({ number }) => number).join(', ')}).`,
    )
  return found.id
}

/** Every setting of these targets for the help: how it is written, and what it is. */
export function settingRows(targets: readonly TargetId[]): (readonly [left: string, right: string])[] {
  return targets.flatMap((target) => {
    const usual = optionsOf(target, {})
    return factsOf(target).options.map((option) => {
      const unit = option.kind === 'number' ? ` (${option.unit.en})` : ''
      const said = [`${option.label.en}${unit}.`, ...(option.hint === null ? [] : [option.hint.en])].join(' ')
      const first = writtenAs(usual[option.name])
      return [leftOf(target, option), first === '' ? said : `${said} (default ${first})`] as const
    })
  })
}

function leftOf(target: TargetId, option: TargetOption): string {
  const way = `${target}.${option.name}`
  switch (option.kind) {
    case 'choice':
    case 'cover':
      return `${way}=${option.choices.map(({ value }) => value).join('|')}`
    case 'several':
      return `${way}=${option.choices.map(({ value }) => value).join(',')}`
    case 'switch':
      return `${way}=on|off`
    case 'number':
      return `${way}=${option.least}–${option.most}`
    case 'text':
      return `${way}=TEXT`
    case 'lessons':
      return `${way}.LESSON=TEXT`
    case 'words':
      return `${way}.WORD=TEXT`
  }
}

function writtenAs(value: OptionValue | undefined): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return Array.isArray(value) ? value.join(',') : typeof value === 'object' ? '' : String(value ?? '')
}
