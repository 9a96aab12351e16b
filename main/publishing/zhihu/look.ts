/** An article as Zhihu's readers see it: its measure, sizes and colours, by day and by night. */
export const ZHIHU_LOOK = `.platform a[data-draft-type] { display: block; margin: 0 0 1.4em; padding: 12px 16px; border-radius: 8px; background: light-dark(#f6f6f6, #242528); text-decoration: none; }
.platform { max-width: 738px; padding: 24px clamp(16px, 4vw, 24px); background: light-dark(#fff, #121212); color: light-dark(#191b1f, #d3d3d3); font: 16px/1.75 -apple-system, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.platform .title { margin: 0 0 16px; font-size: 28px; line-height: 1.4; font-weight: 600; }
.platform .byline { margin: 0 0 24px; color: light-dark(#8491a5, #76839b); font-size: 14px; }
.platform .byline::before { content: ""; display: inline-block; width: 24px; height: 24px; margin-right: 8px; border-radius: 4px; background: light-dark(#ebeced, #333); vertical-align: -7px; }
.platform p { margin: 0 0 1.1em; }
.platform h2 { margin: 1.9em 0 .9em; font-size: 20px; line-height: 1.5; font-weight: 600; }
.platform h3 { margin: 1.6em 0 .8em; font-size: 18px; line-height: 1.5; font-weight: 600; }
.platform a { color: light-dark(#09408e, #7ea7e0); text-decoration: none; border-bottom: 1px solid currentColor; }
.platform blockquote { margin: 1.1em 0; padding-left: 1em; border-left: 3px solid light-dark(#c4c7ce, #444); color: light-dark(#535861, #999); }
.platform pre { margin: 1.1em 0; padding: 12px 16px; border-radius: 4px; background: light-dark(#f8f8fa, #1e1e1e); font: 14px/1.6 Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
.platform code { padding: 2px 4px; border-radius: 3px; background: light-dark(#f8f8fa, #262626); font: .9em Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
.platform ul, .platform ol { margin: 0 0 1.1em; padding-left: 1.5em; }
.platform li { margin: .3em 0; }
.platform figure { margin: 1.4em 0; text-align: center; }
.platform figcaption { margin-top: 8px; color: light-dark(#9196a1, #767d89); font-size: 14px; }
.platform table { width: 100%; margin: 1.4em 0; font-size: 15px; }
.platform th, .platform td { padding: 6px 12px; border: 1px solid light-dark(#e1e4e9, #333); text-align: left; }
.platform th { background: light-dark(#f8f8fa, #1e1e1e); font-weight: 600; }
.platform hr { width: 240px; margin: 2.6em auto; border: 0; border-top: 1px solid light-dark(#c4c7ce, #444); }
.platform sup { color: light-dark(#09408e, #7ea7e0); font-size: .75em; line-height: 1; }
.platform .references { margin-top: 2.5em; padding-top: 1em; color: light-dark(#8491a5, #76839b); font-size: 14px; }
.platform .references h2 { margin: 0 0 .6em; color: light-dark(#191b1f, #d3d3d3); font-size: 16px; }
.platform .missing { color: light-dark(#d4380d, #e8684a); }
`
