/** Numbers as posts and talk have them. */
import { expect, test } from 'vitest'
import { saidOf } from '#main/publishing/speech/readings.ts'

test.each([
  ['阅读 10w+，100万+ 的文章', '阅读 十万加，一百万加 的文章'],
  ['月入 2w，粉丝破 5W，赚了 1.5w', '月入 二万，粉丝破 五万，赚了 一点五万'],
  ['1k 点赞，3.5k收藏，10k+ 关注', '一千 点赞，三千五百收藏，一万加关注'],
  ['80、90 后，70、80、90后', '八零、九零 后，七零、八零、九零后'],
  ['2/8 法则，三七开，3/7 分成', '二八 法则，三七开，三七 分成'],
  ['波音 747、737 和 787 客机', '波音 七四七、七三七 和 七八七 客机'],
  ['读《1984》，2003 级新生', '读《一九八四》，二零零三 级新生'],
  ['查号 114，分机：8012', '查号 幺幺四，分机：八零幺二'],
  ['2x 速播放，1.5× 速', '二倍速播放，一点五倍速'],
  ['用电 1.2 kW·h', '用电 一点二 千瓦时'],
])('%s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})

test.each([
  ['x=2k+1', 'x等于二k加一'],
  ['3万+5万', '三万加五万'],
  ['3/4 的人', '四分之三 的人'],
  ['10W 灯泡，功率 20W', '十瓦 灯泡，功率 二十瓦'],
  ['第 80、90 后面', '第八十、九十 后面'],
  ['4k 播放', '四k 播放'],
])('what looks alike and is none is read as before: %s', (written, said) => {
  expect(saidOf(written)).toBe(said)
})
