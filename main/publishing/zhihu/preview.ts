/**
 * What Zhihu's readers will see: what is pasted, with pictures in their places, each noted as one that pasting doesn't bring, and formulas drawn
 * here rather than fetched from the site, as its service draws them: pictures in TeX's type.
 */
import { isBlank } from '#preload/document/inlines.ts'
import type { Preview } from '../desk/target.ts'
import { Findings } from '../desk/finding.ts'
import { escapedXml } from '../formulas/xml.ts'
import { drawnFormulas } from '../pasted/article-html.ts'
import { byHand, drawnFormula, framed, moving, shownImage } from '../preview/framed.ts'
import type { Prose } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { clipboardHtml, type Pasted } from './clipboard-html.ts'
import { ZHIHU_LOOK } from './look.ts'
import { imageText } from '../prose/image-places.ts'

export async function zhihuPreview(
  prose: Prose,
  around: Pick<Pasted, 'placeOf' | 'links'>,
  { title, author, cover, label }: { readonly title: string; readonly author: string; readonly cover: string | null; readonly label: string | null },
): Promise<Preview> {
  const { formulaHtml } = await drawnFormulas((noting) => {
    clipboardHtml(prose, { ...around, imageHtml: () => '', formulaHtml: (tex, isDisplay) => noting(tex, isDisplay) ?? '' }, new Findings(null))
  })
  const body = clipboardHtml(
    prose,
    {
      ...around,
      formulaHtml: (tex, isDisplay) => {
        const drawn = formulaHtml(tex, isDisplay)
        // What outlines can't say.
        if (drawn === null) return drawnFormula(tex, isDisplay)
        return isDisplay ? `<span class="formula">${drawn}</span>` : drawn
      },
      imageHtml: ({ image, alt, caption }, place) => {
        // A caption stands below by itself.
        const words = isBlank(caption) ? alt : ''
        if (typeof place === 'string') return `<p class="missing">${escapedXml(imageText(place, readerWords(caption) || alt))}</p>`
        const named = words === '' ? '' : `<figcaption>${escapedXml(words)}</figcaption>`
        return `<figure>${shownImage(image, alt)}${named}<p class="by-hand">${byHand(place)}</p></figure>`
      },
    },
    new Findings(null),
  )
  return framed({
    title,
    byline: author,
    cover,
    body: moving(body) + (label === null ? '' : `<p>${escapedXml(label)}</p>`) + references(prose),
    css: ZHIHU_LOOK,
  })
}

/** The site sets them below the article by itself. */
function references({ notes }: Prose): string {
  if (notes.length === 0) return ''
  return `<section class="references"><h2>参考</h2>${notes.map(({ number, content }) => `<p>${number}. ${escapedXml(readerWords(content))}</p>`).join('')}</section>`
}
