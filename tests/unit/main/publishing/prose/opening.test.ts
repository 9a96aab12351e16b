import { expect, test } from 'vitest'
import { openingOf, sentencesFrom } from '#main/publishing/prose/opening.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { docOf } from '../published.ts'

const opening = (markdown: string): string[] => openingOf(proseOf(docOf(markdown)))

test.each([
  ['a sentence with a formula is left out, and those around it stay', '先说鱼。设 $x$ 为鱼。再说锅！\n\n最后。', ['先说鱼。再说锅！', '最后。']],
  ['of sentences with formulas alone, their sources', '设 $x$ 为鱼', ['设 x 为鱼']],
  ['without paragraphs, what stands in quotations and lists', '# 头\n\n> 引文\n\n- 一项', ['引文', '一项']],
  ['of nothing, nothing', '# 头', []],
])('%s', (_, markdown, words) => expect(opening(markdown)).toEqual(words))

test('sentences are whole, from the beginning on, and the first one comes whatever its length', () => {
  expect(sentencesFrom(['一二三。四五六！', '七八九。'], 8)).toEqual(['一二三。四五六！'])
  expect(sentencesFrom(['一二三。四五六！', '七八九。'], 12)).toEqual(['一二三。四五六！', '七八九。'])
  expect(sentencesFrom(['一二三。“四五六！”'], 5)).toEqual(['一二三。'])
  expect(sentencesFrom(['一二三四五六。七。'], 3)).toEqual(['一二三四五六。'])
  expect(sentencesFrom([], 3)).toEqual([])
})
