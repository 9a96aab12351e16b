/** The estimate below the page beside the time of the script: an author sees both. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { scriptOf } from '#main/publishing/speech/script.ts'
import { timed } from '#main/publishing/speech/timing.ts'
import { narrationMinutes } from '#preload/document/counting.ts'
import { narratedLength } from '#preload/document/narrating.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const scripted = (doc: Doc, pace: number): number => timed(scriptOf(proseOf(doc), new Map(), new Findings('l1')), pace).length / 60_000
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => null, link: (address: string) => address } as never).doc

const sample = JSON.parse(readFileSync('resources/sample-course/zh-CN.json', 'utf8')) as { chapters: { lessons: { title: string; doc: Doc }[] }[] }
const lessons: [string, Doc][] = sample.chapters.flatMap((chapter) => chapter.lessons.map(({ title, doc }): [string, Doc] => [title, doc]))

const INTEREST = `# 复利

1924 年，他存下 1,000 元，年利率 3.5%。到 2024 年，一共 100 年，变成约 31,191 元。

## 怎么算

$$
A = P(1+r)^n
$$

其中 $P$ 是本金，$r$ 是年利率，$n$ 是年数。

| 年 | 本息 | 倍数 |
| - | - | - |
| 10 | 1,410 元 | 1.41 |
| 30 | 2,806 元 | 2.81 |

1. 打开手机银行，选“定期”
2. 存 5 万元，期限 12 个月

> 不积跬步，无以至千里。

\`\`\`python
print(1)
\`\`\`

- [ ] 记下今天的 3 笔支出

> [!TIP]
> 72 法则：72 除以年利率，大约就是翻倍的年数。
`

describe('how long a lesson is to listen to', () => {
  test.each([
    ...lessons,
    ['复利', docOf(INTEREST)],
    ['清单', docOf('今天讲炒青菜。\n\n- 水开了再下锅\n- 30 秒就捞\n- 蒜末 5 克')],
    ['English', docOf(`${'I think that we can train a Transformer with TensorFlow on a GPU. '.repeat(12)}\n\n我们用 TensorFlow 训练 Transformer 模型。`)],
  ] as [string, Doc][])('%s: below the page nearly as at the desk', (_, doc) => {
    const [page, desk] = [narrationMinutes(narratedLength(doc), 240), scripted(doc, 240)]
    expect(page).toBeGreaterThan(0.92 * desk)
    expect(page).toBeLessThan(1.08 * desk)
  })
})
