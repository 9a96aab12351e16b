import { type CoverChoice, usualCover } from '../covers/cover.ts'
import { coverOption } from '../covers/about.ts'
import type { About } from '../desk/about.ts'
import type { SsmlDialect } from '../speech/ssml.ts'
import { USUAL_PACE } from '../speech/timing.ts'

export interface XimalayaOptions {
  /** 字 a minute. */
  readonly pace: number
  readonly pronunciations: Readonly<Record<string, string>>
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
  isPaid: false,
  ssml: ['w3c'],
  producer: '',
  cover: usualCover,
  hasTrackCovers: false,
}

const dialect = (value: string, zh: string, en: string) => ({ value, label: { 'zh-CN': zh, en } })

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
  isHeard: true,
  options: [
    {
      name: 'pace',
      kind: 'number',
      label: { 'zh-CN': '语速', en: 'Pace' },
      hint: { 'zh-CN': '时长和字幕按它来算。', en: 'Lengths and subtitles are timed by it.' },
      least: 60,
      most: 600,
      unit: { 'zh-CN': '字/分钟', en: 'characters a minute' },
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
