/**
 * Sites whose saved pages are known: where the author's text lies among all else, and what of it the site put in. Selectors are
 * those of their pages of 2019 to 2025; a page that has none of them is read as any other.
 */

import { withoutPercents } from './parsed-html.ts'

export interface Site {
  /** What holds the text; the first that is found. */
  readonly body: readonly string[]
  readonly title: readonly string[]
  /** Elements that say when it was written. */
  readonly day: readonly string[]
  /** What the site puts among the text: cards, players, numbers of lines. */
  readonly foreign: string
  /** More texts of the same kind on the page, of others. */
  readonly others?: string
  /** Its title is a question that somebody asked, and the text an answer to it. */
  readonly isAnswer?: true
}

export const sites: readonly Site[] = [
  // 微信公众号
  {
    body: ['#js_content', '.rich_media_content'],
    title: ['#activity-name', '.rich_media_title'],
    day: ['#publish_time'],
    foreign:
      'mp-common-profile, mp-style-type, mpvoice, mp-common-mpaudio, mpcps, mp-common-product, mp-miniprogram, qqmusic, .mp_profile_iframe_wrp, .code-snippet__line-index, .video_iframe, .js_audio_frame, .js_product_container',
  },
  // 知乎回答
  {
    body: ['.QuestionAnswer-content .AnswerItem .RichText', '.AnswerItem .RichContent-inner .RichText', '.AnswerItem .RichText'],
    title: ['.QuestionHeader-title'],
    day: ['.QuestionAnswer-content .ContentItem-time', '.AnswerItem .ContentItem-time'],
    foreign:
      '.ReferenceList-title, .LinkCard, .RichText-LinkCardContainer, .RichText-MCNLinkCardContainer, .RichText-ADLinkCardContainer, .VideoCard, .video-box, .RichText-video, .GifPlayer-icon',
    others: '.AnswerItem',
    isAnswer: true,
  },
  // 知乎文章
  {
    body: ['.Post-RichTextContainer .RichText', '.Post-RichText', '.ArticleItem .RichText'],
    title: ['.Post-Title', '.ArticleItem .ContentItem-title'],
    day: ['.Post-Main .ContentItem-time', '.ContentItem-time'],
    foreign:
      '.ReferenceList-title, .LinkCard, .RichText-LinkCardContainer, .RichText-MCNLinkCardContainer, .RichText-ADLinkCardContainer, .VideoCard, .video-box, .RichText-video, .GifPlayer-icon',
  },
]

/** The text of a page of a known site, what the site put in taken out; null of any other page. */
export function siteText(document: Document): { readonly site: Site; readonly body: Element } | null {
  for (const site of sites) {
    const body = first(document, site.body)
    if (!body || body.textContent.trim() === '') continue
    for (const each of body.querySelectorAll(site.foreign)) each.remove()
    for (const link of body.querySelectorAll('a')) mendLink(link)
    for (const formula of body.querySelectorAll('[data-tex], img[eeimg]')) mendFormula(formula)
    return { site, body }
  }
  return null
}

/** The first element that any of the selectors finds, in their order. */
export function first(document: Document, selectors: readonly string[]): Element | null {
  for (const selector of selectors) {
    const found = document.querySelector(selector)
    if (found) return found
  }
  return null
}

/** Links that the site made of words are none of the author's; one that goes over the site's own page goes straight on. */
function mendLink(link: Element): void {
  const address = link.getAttribute('href') ?? ''
  if (/EntityWord|search-?entity/i.test(link.className) || /[?&]hybrid_search_source=Entity/.test(address)) return link.replaceWith(...link.childNodes)
  const target = /^https?:\/\/link\.(?:zhihu|juejin)\.com?\/?\?(?:.*&)?target=([^&]+)/.exec(address)?.[1]
  if (target !== undefined) link.setAttribute('href', withoutPercents(target))
}

/** 知乎 writes two strokes behind a formula that stands on a line of its own. */
function mendFormula(formula: Element): void {
  const name = formula.hasAttribute('data-tex') ? 'data-tex' : 'alt'
  const tex = (formula.getAttribute(name) ?? '').trim()
  if (!tex.endsWith('\\\\')) return
  formula.setAttribute(name, tex.replace(/\s*\\\\$/, ''))
  formula.setAttribute('data-display', 'true')
}
