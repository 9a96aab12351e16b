import { type CoverChoice, usualCover } from '../covers/cover.ts'
import { coverOption, hasCover } from '../covers/about.ts'
import type { About } from '../desk/about.ts'
import type { TitleLimit } from '../desk/title-length.ts'
import type { SsmlDialect } from '../speech/ssml.ts'
import { USUAL_PACE } from '../speech/timing.ts'
import { noOwnWords, type OwnWords } from './own.ts'

export interface XimalayaOptions extends OwnWords {
  /** 字 a minute. */
  readonly pace: number
  readonly pronunciations: Readonly<Record<string, string>>
  /** Whether a script leads on to headings in words of its own. */
  readonly hasTransitions: boolean
  /** Whether tracks are to be sold one by one, which has a rule of its own. */
  readonly isPaid: boolean
  readonly ssml: readonly SsmlDialect[]
  /** Who the label of what a model wrote names. */
  readonly producer: string
  /** Of the album, and of every track too. */
  readonly cover: CoverChoice
  readonly hasTrackCovers: boolean
}

export const ximalayaDefaults: XimalayaOptions = {
  pace: USUAL_PACE,
  pronunciations: {},
  hasTransitions: true,
  isPaid: false,
  ssml: ['w3c'],
  producer: '',
  cover: usualCover,
  hasTrackCovers: false,
  ...noOwnWords,
}

/** By what third parties noted of the site; what it counts in an album's they did not say. */
export const TRACK_TITLE: TitleLimit = { most: 40, unit: 'utf16', level: 'refused' }
export const ALBUM_TITLE: TitleLimit = { most: 25, unit: null, level: 'refused', kind: 'album-title-long' }

/** Seconds that a recording of 1 MB takes at the bit rate that the checklist names; the site took none that is smaller, by what third parties noted. */
export const SHORTEST_RECORDING = Math.ceil((1024 * 1024 * 8) / 128_000)

const dialect = (value: string, zh: string, en: string) => ({ value, label: { 'zh-CN': zh, en } })

function areTracksCovered(options: object): boolean {
  return 'hasTrackCovers' in options && options.hasTrackCovers === true
}

export const aboutXimalaya: About = {
  name: { 'zh-CN': '喜马拉雅', en: 'Ximalaya' },
  what: {
    'zh-CN': '一张专辑：每课一份口播稿、简介和字幕，还有节目表。',
    en: 'An album: a script, a description and subtitles for each lesson, and a table of tracks.',
  },
  kind: 'platform',
  makes: 'lessons',
  isTried: false,
  canPaste: false,
  copiesMarkdown: false,
  isHeard: true,
  says: (options) => {
    // An album with a title of its own is called by that.
    if ('albumTitle' in options && String(options.albumTitle).trim() !== '') return { whole: ['chapter'], lessons: [] }
    return { whole: ['course', 'chapter'], lessons: hasCover(options) && areTracksCovered(options) ? ['course'] : [] }
  },
  ofWhole: (options) => ['isPaid', ...(areTracksCovered(options) ? [] : ['cover'])],
  options: [
    {
      name: 'titles',
      kind: 'lessons',
      label: { 'zh-CN': '这一课的节目标题', en: 'Title of this lesson’s track' },
      hint: { 'zh-CN': '空着就用课的标题。', en: 'Empty: the lesson’s title.' },
      lines: false,
      most: TRACK_TITLE.most,
      or: 'lesson',
    },
    {
      name: 'intros',
      kind: 'lessons',
      label: { 'zh-CN': '这一课的简介', en: 'Introduction to this lesson' },
      hint: { 'zh-CN': '空着就用这一课开头的几句和小标题。', en: 'Empty: the first sentences of the lesson, and its headings.' },
      lines: true,
      most: null,
      or: null,
    },
    {
      name: 'albumTitle',
      kind: 'text',
      label: { 'zh-CN': '专辑标题', en: 'Title of the album' },
      hint: { 'zh-CN': '空着就用课程名。', en: 'Empty: the course’s title.' },
      lines: false,
      most: ALBUM_TITLE.most,
      or: 'course',
    },
    {
      name: 'sellingPoint',
      kind: 'text',
      label: { 'zh-CN': '专辑卖点', en: 'Selling point of the album' },
      hint: { 'zh-CN': '建专辑时必须填。', en: 'Asked for when an album is made.' },
      lines: false,
      most: null,
      or: null,
    },
    {
      name: 'albumIntro',
      kind: 'text',
      label: { 'zh-CN': '专辑简介', en: 'Introduction to the album' },
      hint: { 'zh-CN': '空着就写主讲是谁、有哪些课。', en: 'Empty: who speaks, and which lessons there are.' },
      lines: true,
      most: null,
      or: null,
    },
    {
      name: 'category',
      kind: 'text',
      label: { 'zh-CN': '专辑分类', en: 'Category of the album' },
      hint: { 'zh-CN': '照喜马拉雅上的名字写；建专辑时必须选。', en: 'As Ximalaya calls it; it has to be chosen when an album is made.' },
      lines: false,
      most: null,
      or: null,
    },
    {
      name: 'tags',
      kind: 'text',
      label: { 'zh-CN': '专辑标签', en: 'Tags of the album' },
      hint: { 'zh-CN': '用逗号隔开。', en: 'With commas between.' },
      lines: false,
      most: null,
      or: null,
    },
    {
      name: 'speaker',
      kind: 'text',
      label: { 'zh-CN': '主播', en: 'Speaker' },
      hint: { 'zh-CN': '空着就用作者名。', en: 'Empty: the author.' },
      lines: false,
      most: null,
      or: 'author',
    },
    {
      name: 'pace',
      kind: 'number',
      label: { 'zh-CN': '语速', en: 'Pace' },
      hint: { 'zh-CN': '时长和字幕按它来算。先用设置里的口播语速。', en: 'Lengths and subtitles are timed by it. It begins with the one of your settings.' },
      least: 60,
      most: 600,
      unit: { 'zh-CN': '字/分钟', en: 'characters a minute' },
      follows: 'pace',
    },
    {
      name: 'hasTransitions',
      kind: 'switch',
      label: { 'zh-CN': '小标题前加过渡的话', en: 'Lead on to headings' },
      hint: { 'zh-CN': '比如“我们先来看”。关上就只念小标题。', en: 'Such as “我们先来看”. Off: the heading alone is read.' },
    },
    {
      name: 'isPaid',
      kind: 'switch',
      label: { 'zh-CN': '单条付费', en: 'Sold track by track' },
      hint: { 'zh-CN': '单条付费的节目不能短于 5 分钟。', en: 'A track sold alone can’t be shorter than 5 minutes.' },
    },
    coverOption,
    {
      name: 'hasTrackCovers',
      kind: 'switch',
      label: { 'zh-CN': '每条节目也配封面', en: 'Covers for tracks too' },
      hint: null,
    },
    {
      name: 'pronunciations',
      kind: 'words',
      label: { 'zh-CN': '读音', en: 'Readings' },
      hint: { 'zh-CN': '口播稿里按这样读。', en: 'How the script says them.' },
      from: { 'zh-CN': '写作', en: 'Written' },
      to: { 'zh-CN': '读作', en: 'Said' },
    },
    {
      name: 'ssml',
      kind: 'several',
      label: { 'zh-CN': '给语音合成的 SSML', en: 'SSML for a synthetic voice' },
      hint: null,
      choices: [
        dialect('w3c', 'W3C 标准', 'W3C'),
        dialect('tencent', '腾讯云', 'Tencent Cloud'),
        dialect('volcengine', '火山引擎', 'Volcengine'),
        dialect('baidu', '百度', 'Baidu'),
      ],
    },
  ],
}
