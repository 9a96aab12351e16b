/** An article as readers of 掘金 see it, by day and by night. */
export const JUEJIN_LOOK = `.platform { max-width: 820px; padding: 32px clamp(16px, 4vw, 32px); background: light-dark(#fff, #121212); color: light-dark(#252933, #dcdcdc); font: 16px/1.75 -apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.platform .title { margin: 0 0 20px; font-size: 32px; line-height: 1.31; font-weight: 600; }
.platform .byline { margin: 0 0 28px; color: light-dark(#515767, #9a9a9a); font-size: 14px; }
.platform p { margin: 22px 0; }
.platform .body :is(h1, h2, h3, h4, h5, h6) { margin: 35px 0 10px; line-height: 1.5; }
.platform .body h1 { font-size: 24px; } .platform h2 { padding-bottom: 12px; border-bottom: 1px solid light-dark(#ececec, #333); font-size: 22px; } .platform h3 { font-size: 18px; } .platform :is(h4, h5, h6) { font-size: 16px; }
.platform a { color: light-dark(#0269c8, #6aaeff); text-decoration: none; border-bottom: 1px solid light-dark(#d1e9ff, #2b4766); }
.platform blockquote { margin: 22px 0; padding: 1px 23px; border-left: 4px solid light-dark(#cbcbcb, #555); background: light-dark(#f8f8f8, #1d1d1d); color: light-dark(#666, #aaa); } .platform blockquote p { margin: 10px 0; }
.platform pre { margin: 22px 0; padding: 15px 12px; border-radius: 4px; background: light-dark(#f8f8f8, #1d1d1d); font: 13px/1.75 Menlo, Monaco, Consolas, "Noto Sans Mono CJK SC", monospace; }
.platform code { padding: .065em .4em; border-radius: 2px; background: light-dark(#fff5f5, #33211f); color: light-dark(#c7352c, #ff8a80); font-family: Menlo, Monaco, Consolas, "Noto Sans Mono CJK SC", monospace; font-size: .87em; } .platform pre code { padding: 0; background: none; color: inherit; font-size: inherit; }
.platform ul, .platform ol { padding-left: 28px; } .platform li { margin: 4px 0; } .platform ul.tasks { padding-left: 8px; list-style: none; }
.platform figure { margin: 22px 0; text-align: center; } .platform figcaption { margin-top: 6px; color: light-dark(#8a919f, #8c8c8c); font-size: 14px; }
.platform table { width: auto; border: 1px solid light-dark(#f6f6f6, #333); font-size: 13px; } .platform th { background: light-dark(#f6f6f6, #222); } .platform :is(th, td) { padding: 12px 7px; line-height: 1.5; min-width: 120px; } .platform tbody tr:nth-child(even) { background: light-dark(#fcfcfc, #1a1a1a); }
.platform .formula { margin: 22px 0; }
.platform hr { margin: 32px 0; border: 0; border-top: 1px solid light-dark(#ddd, #333); }
.platform .missing { color: light-dark(#d4380d, #e8684a); }
`
