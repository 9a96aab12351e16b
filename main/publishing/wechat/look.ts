/**
 * How a lesson looks in a 公众号 article. No colour of text and no opaque ground but for one accent: WeChat turns an article dark by itself, and
 * what is half transparent fits both.
 */
import type { Dialect } from '../pasted/pasted-html.ts'

const ACCENT = '#b5392b'
const MONO = 'Menlo,Consolas,Monaco,monospace'

/** Links lead to other articles of 公众号 alone. */
const INSIDE = /^https?:\/\/mp\.weixin\.qq\.com\//i

export const WECHAT_DIALECT: Dialect = {
  headings: ['h2', 'h3', 'h4'],
  keepsLink: (address) => INSIDE.test(address),
  lists: 'behind',
  code: 'block',
  formulas: 'drawn',
  hasEnds: true,
  looks: {
    heading1: `margin:2em 0 1em;padding-left:10px;border-left:4px solid ${ACCENT};font-size:20px;font-weight:bold;line-height:1.4;overflow-wrap:anywhere`,
    heading2: 'margin:1.8em 0 .8em;font-size:18px;font-weight:bold;line-height:1.4;overflow-wrap:anywhere',
    heading3: 'margin:1.5em 0 .6em;font-size:16px;font-weight:bold;line-height:1.5;overflow-wrap:anywhere',
    paragraph: 'margin:0 0 1.1em;font-size:16px;line-height:1.8;letter-spacing:.3px;text-align:justify;overflow-wrap:anywhere',
    line: 'margin:0 0 .4em;font-size:16px;line-height:1.8;letter-spacing:.3px;text-align:justify;overflow-wrap:anywhere',
    'inner-list': 'margin:0;padding-left:1.6em;font-size:16px;line-height:1.8',
    list: 'margin:0 0 1.1em;padding-left:1.6em;font-size:16px;line-height:1.8',
    item: 'margin:.2em 0;font-size:16px;line-height:1.8;overflow-wrap:anywhere',
    quote: 'margin:1.2em 0;padding:.7em 1em .4em;border-left:3px solid rgba(128,128,128,.45);background:rgba(128,128,128,.08)',
    callout: `margin:1.2em 0;padding:.7em 1em .4em;border-left:3px solid ${ACCENT};border-radius:4px;background:rgba(181,57,43,.08)`,
    'callout-title': `margin:0 0 .3em;color:${ACCENT};font-size:16px;font-weight:bold;line-height:1.6`,
    code: `margin:1.2em 0;padding:.9em 1em;border-radius:6px;background:rgba(128,128,128,.12);font-family:${MONO};font-size:13px;line-height:1.7;white-space:nowrap;overflow-x:auto;text-align:left`,
    // Weight and not colour: it is the same by day and by night.
    'code-keyword': 'font-weight:bold',
    'code-comment': 'opacity:.7',
    'code-inline': `padding:.1em .3em;border-radius:3px;background:rgba(128,128,128,.14);font-family:${MONO};font-size:14px`,
    formula: 'margin:1.2em 0;font-size:16px;text-align:center;overflow-x:auto',
    'table-box': 'margin:1.2em 0;overflow-x:auto',
    table: 'width:100%;border-collapse:collapse;font-size:14px;line-height:1.6',
    head: 'min-width:4em;padding:.4em .7em;border:1px solid rgba(128,128,128,.4);background:rgba(128,128,128,.12);font-weight:bold;text-align:left',
    cell: 'min-width:4em;padding:.4em .7em;border:1px solid rgba(128,128,128,.4);text-align:left',
    'cell-long': 'min-width:11em;overflow-wrap:anywhere',
    image: 'margin:1.2em 0 .4em;font-size:14px;line-height:1.6;text-align:center',
    caption: 'margin:0 0 1.2em;font-size:13px;line-height:1.6;text-align:center;opacity:.7;overflow-wrap:anywhere',
    divider: 'margin:2em auto;width:40%;border:0;border-top:1px solid rgba(128,128,128,.4)',
    mark: `color:${ACCENT};font-size:12px;line-height:1`,
    references: 'margin:2.4em 0 .6em;padding-top:1em;border-top:1px solid rgba(128,128,128,.3);font-size:14px;font-weight:bold',
    reference: 'margin:.3em 0;font-size:13px;line-height:1.6;opacity:.8;overflow-wrap:anywhere',
    link: 'color:#576b95;text-decoration:none',
    highlight: 'background:rgba(255,208,60,.45)',
    underline: 'text-decoration:underline',
    strike: 'text-decoration:line-through',
    label: 'margin:2em 0 0;font-size:13px;line-height:1.6;opacity:.7',
  },
}

/** Where the article is read: its measure, and WeChat's ground by day and by night. */
export const WECHAT_LOOK = `.platform { max-width: 717px; padding: 24px 20px 32px; background: light-dark(#fff, #191919); color: light-dark(#1f1f1f, #c8c8c8); font: 16px/1.8 system-ui, -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.platform .title { margin: 0 0 14px; font-size: 22px; line-height: 1.4; font-weight: 600; }
.platform .byline { margin: 0 0 26px; color: light-dark(#576b95, #7d90a9); font-size: 15px; }
.platform .missing { color: light-dark(#d4380d, #e8684a); }
`
