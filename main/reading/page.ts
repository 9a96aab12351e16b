/** A page saved from a browser, reduced to the text that its author wrote. */
import { isProbablyReaderable, Readability } from '@mozilla/readability'
import type { DecodedText } from '#main/interchange/encoding.ts'
import { dayIn, dayOfSeconds } from './days.ts'
import type { Draft } from './draft.ts'
import { statedTitle } from './names.ts'
import { blocksOf, documentOf } from './parsed-html.ts'
import { first, type Site, siteText } from './sites.ts'
import type { WorkLoss } from './work.ts'

export function pageDraft({ text, isDamaged }: DecodedText): Draft {
  const document = documentOf(text)
  const known = siteText(document)
  const title = titleOf(document, known?.site)
  const isStated = known !== null && statedTitle(first(document, known.site.title)?.textContent) !== null
  const written = dayOf(document, text, known?.site)
  const damage: WorkLoss[] = isDamaged ? [{ kind: 'characters', count: text.match(/\ufffd/g)?.length ?? 0 }] : []
  const others = known?.site.others === undefined ? 0 : document.querySelectorAll(known.site.others).length - 1
  if (known) document.body.replaceChildren(known.body)
  else reduce(document)
  // Only where the question itself was found: a title of the page's own may be anything.
  const isAnswer = known?.site.isAnswer === true && isStated
  return { title, blocks: blocksOf(document), written, losses: [...damage, { kind: 'others', count: Math.max(0, others) }], isAnswer }
}

/** Numbers of lines beside code, which many blogs write into a column of their own; what only other programs read. */
const besideCode = '.gutter, .lineno, .linenos, .line-numbers-rows, .hljs-ln-numbers, .code-block-gutter, .copy-code-btn, .copy-btn'

/** Leaves what is most likely the text: of any page that has more than that, what Firefox's reading view would show. */
function reduce(document: Document): void {
  for (const each of document.querySelectorAll(besideCode)) each.remove()
  const whole = document.body.textContent.trim().length
  if (!hasFrame(document) && !isProbablyReaderable(document)) return
  const found = articleOf(document)
  // A short text among much else is told from it all the same; where hardly anything was found, the page is the text.
  if (found && (hasFrame(document) || (found.textContent ?? '').trim().length > whole / 2)) document.body.replaceChildren(found)
}

function articleOf(document: Document): Node | null {
  const copy = document.cloneNode(true)
  if (!('body' in copy)) return null
  try {
    const article = new Readability(copy as Document, { keepClasses: true, charThreshold: 200, serializer: (node) => node }).parse()
    return article?.content ?? null
  } catch (error) {
    // COMPAT: Readability 0.6: of a page that is broken it asks for parents that are not there. Then nothing is told from the rest.
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Whether there is anything around a text: menus, heads, feet. A page that a writing program made has none. */
function hasFrame(document: Document): boolean {
  return document.querySelector('nav, header, footer, aside, main, article, [role="main"], script[src], #comments, .comments, .sidebar') !== null
}

function titleOf(document: Document, site: Site | undefined): string | null {
  const own = site && statedTitle(first(document, site.title)?.textContent)
  if (own) return own
  const shared = statedTitle(document.querySelector('meta[property="og:title"], meta[name="twitter:title"]')?.getAttribute('content'))
  return shared ?? withoutSite(statedTitle(document.querySelector('title')?.textContent), document)
}

/** `题目 - 某某的博客` without what stands behind the sign, where the page's first heading says that it is no part of it. */
function withoutSite(title: string | null, document: Document): string | null {
  if (title === null) return null
  const bare = title.replace(/ - 知乎$/, '')
  const heading = statedTitle(document.querySelector('h1')?.textContent)
  if (heading !== null && bare.startsWith(heading) && /^\s*[-|–—_·»]/.test(bare.slice(heading.length))) return heading
  return bare
}

const stated =
  'meta[property="article:published_time"], meta[itemprop="datePublished"], meta[itemprop="dateCreated"], meta[name="publishdate"], meta[name="pubdate"], meta[name="date"], meta[name="dc.date"], meta[name="DC.date.issued"]'

function dayOf(document: Document, source: string, site: Site | undefined): string | null {
  const shown = site && dayIn(first(document, site.day)?.textContent)
  // 微信 writes the moment into a script, and shows it only when that has run.
  const seconds = site && /\bvar ct\s*=\s*["'](\d{9,10})["']/.exec(source)?.[1]
  const meta = document.querySelector(stated)?.getAttribute('content')
  const time = document.querySelector('time[datetime], time[pubdate]')?.getAttribute('datetime')
  return shown ?? (seconds ? dayOfSeconds(Number(seconds)) : null) ?? dayIn(meta) ?? dayIn(time)
}
