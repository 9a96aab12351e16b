/** Strings of what a proof comes to, in one sentence each, with what it costs. */
import type { Entry } from './entry.ts'

export const verdictTexts = {
  'voice.verdict-better': { zh: '更像你了，可以用上。', en: 'It sounds more like you: worth using.' },
  'voice.verdict-little': {
    zh: '只像了一点点。',
    en: 'A little more like you.',
  },
  'voice.verdict-better-general': {
    zh: '更像你了，可以用上；代价是一般的文字难了 {general}，写别的会差一些。',
    en: 'It sounds more like you and is worth using, at a price: general text got {general} harder, so it writes other things less well.',
  },
  'voice.verdict-better-circles': {
    zh: '更像你了，可以用上；代价是写长了更爱绕圈，说过的又说。',
    en: 'It sounds more like you and is worth using, at a price: at length it goes round in circles more.',
  },
  'voice.verdict-better-both': {
    zh: '更像你了，可以用上；代价是一般的文字难了 {general}，写长了也更爱绕圈。',
    en: 'It sounds more like you and is worth using, at a price: general text got {general} harder, and at length it goes round in circles more.',
  },
  'voice.verdict-little-general': {
    zh: '只像了一点点，一般的文字却难了 {general}。',
    en: 'A little more like you, and general text got {general} harder for it.',
  },
  'voice.verdict-little-circles': {
    zh: '只像了一点点，写长了却更爱绕圈。',
    en: 'A little more like you, but at length it goes round in circles more.',
  },
  'voice.verdict-little-both': {
    zh: '只像了一点点，一般的文字却难了 {general}，写长了也更爱绕圈。',
    en: 'A little more like you, but general text got {general} harder, and at length it goes round in circles more.',
  },
  'voice.verdict-worse': { zh: '没有变好，不建议用。', en: 'It is no better; not to be recommended.' },
  'voice.verdict-forgets': {
    zh: '像你了，可一般的话说得差了许多，不建议用。',
    en: 'It sounds like you, but speaks worse of everything else; not to be recommended.',
  },
  'voice.advice-little': { zh: '可以试用，再添些旧作会更好。', en: 'It may be tried; with more works it would be better.' },
  'voice.advice-little-early': {
    zh: '可以试用。要是中途停下的，再学一次、让它学完，会更像；要是学完的，再添些旧作会更好。',
    en: 'It may be tried. If you stopped it halfway, learn once more and let it end by itself; if it did, more works would make it better.',
  },
  'voice.advice-cut-short': {
    zh: '它在第 {step} 步就停下了（最多 {steps} 步），那时还在变好：再学一次、让它学完，会更像。',
    en: 'It was stopped at step {step} of {steps} at most, while it still got better: learn once more and let it end by itself.',
  },
  'voice.advice-forgets': {
    zh: '想用的话，用上以后把力度调到 60% 左右，看看写得怎样：力度越低，一般的话越不受影响。也可以只在写这一类文章时用它。',
    en: 'If you want to use it, put it on and set its strength to about 60%, then see how it writes: the lower, the less other text suffers. Or use it only for works of this kind.',
  },
  'voice.advice-forgets-model': {
    zh: '想用的话，只在写这一类文章时换成它。',
    en: 'If you want to use it, change to it only for works of this kind.',
  },
  'voice.unproved': { zh: '还没检验过', en: 'not proved yet' },
  'voice.verdict-recites': { zh: '会照搬旧作的原话，不建议用。', en: 'It says your works again word by word; not to be recommended.' },
} as const satisfies Record<string, Entry>
