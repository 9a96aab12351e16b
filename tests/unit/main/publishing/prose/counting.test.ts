import { expect, test } from 'vitest'
import { withNumberedBlocks } from '#main/publishing/desk/content.ts'
import { changedWords } from '#main/publishing/prose/counting.ts'
import { words } from '#preload/document/counting.ts'
import { courseOf } from '../published.ts'

const docOf = (text: string) => withNumberedBlocks(courseOf({ 课: text }).chapters[0]!.lessons[0]!.doc)

test('what changed is counted as everywhere: a word or a number is one 字', () => {
  const before = docOf('传播学先看谁在说话。\n')
  const changed = (text: string) => changedWords(before, docOf(text))
  expect([
    changed('传播学先看谁在说话。international communication 1234567890\n'),
    changed('传播学先问谁在说话。\n'),
    changed('传播学先看谁说话。\n'),
    changed('传播学先看谁在说话。\n\nHello, world\n'),
    changed(''),
  ]).toEqual([3, 1, 1, 2, words(before)])
})

test('a lesson that was written anew has changed by no more than it has', () => {
  const [before, after] = [docOf('一二三四五六七八九十。\n\n甲乙丙丁。\n'), docOf('春夏秋冬来来去去。\n\n# 山水\n\nred green blue\n')]
  expect([changedWords(before, after), changedWords(after, before)]).toEqual([words(before), words(before)])
})

test('what took the place of something else counts once, place by place', () => {
  const changed = (before: string, after: string) => changedWords(docOf(before), docOf(after))
  expect([
    changed('有很多人来。\n', '有不少人来。\n'),
    changed('很多人说，很多事难。\n', '不少人说，不少事难。\n'),
    changed('一二三四。\n', '五二六四七。\n'),
    changed('说 good morning 的人\n', '说 good evening 的人\n'),
    changed('先写再改。\n', '先改后写再读。\n'),
    changed(`${'很多'.repeat(600)}。\n`, `${'不少'.repeat(600)}。\n`),
  ]).toEqual([2, 4, 3, 1, 3, 1200])
})

test('what is marked, linked or taken over from a model is no other word', () => {
  const changed = (before: string, after: string) => changedWords(docOf(before), docOf(after))
  expect([
    changed('先写一遍，再改三遍，才算写完。\n', '先写一遍，**再改三遍**，才算写完。\n'),
    changed('先写一遍，再改三遍，才算写完。\n', '先写一遍，**再改**四遍，才算[写完](https://example.com)。\n'),
    changed('先写 $x$ 再改。\n', '*先写* $x$ **再改**。\n'),
  ]).toEqual([0, 1, 0])
})
