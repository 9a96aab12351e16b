/** What Zhihu's readers will see: what is pasted, with formulas drawn here rather than fetched from the site, and pictures in their places. */
import type { Preview } from '../desk/target.ts'
import { Findings } from '../desk/finding.ts'
import { escapedXml } from '../formulas/xml.ts'
import { drawnFormula, framed, shownImage } from '../preview/framed.ts'
import { type Prose, textOf } from '../prose/prose.ts'
import { clipboardHtml, type Pasted, plainText } from './clipboard-html.ts'
import { ZHIHU_LOOK } from './look.ts'
import { imageText } from '../prose/image-places.ts'

export function zhihuPreview(prose: Prose, around: Pick<Pasted, 'placeOf' | 'links'>, title: string, author: string, label: string | null): Preview {
  const body = clipboardHtml(
    prose,
    {
      ...around,
      formulaHtml: drawnFormula,
      imageHtml: ({ image, alt, caption }, place) => {
        const words = textOf(caption) || alt
        if (typeof place === 'string') return `<p class="missing">${escapedXml(imageText(place, words))}</p>`
        return `<figure>${shownImage(image, alt)}${words === '' ? '' : `<figcaption>${escapedXml(words)}</figcaption>`}</figure>`
      },
    },
    new Findings(null),
  )
  return framed({ title, byline: author, body: body + (label === null ? '' : `<p>${escapedXml(label)}</p>`) + references(prose), css: ZHIHU_LOOK })
}

/** The site sets them below the article by itself. */
function references({ notes }: Prose): string {
  if (notes.length === 0) return ''
  return `<section class="references"><h2>参考</h2>${notes.map(({ number, content }) => `<p>${number}. ${escapedXml(plainText(content))}</p>`).join('')}</section>`
}
