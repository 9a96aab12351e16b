/** An article as readers of B 站专栏 see it, by day and by night. */
export const BILIBILI_LOOK = `.platform { max-width: 780px; padding: 32px clamp(18px, 5vw, 40px); background: light-dark(#fff, #17181a); color: light-dark(#212121, #d5d7db); font: 17px/1.8 "PingFang SC", HarmonyOS_Regular, "Helvetica Neue", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.platform .title { margin: 0 0 12px; font-size: 28px; line-height: 1.4; font-weight: 600; }
.platform .byline { margin: 0 0 26px; color: light-dark(#9499a0, #80858c); font-size: 14px; }
.platform p { margin: 0 0 1em; }
.platform :is(h2, h3, h4) { margin: 1.5em 0 .7em; line-height: 1.5; } .platform h2 { font-size: 22px; } .platform h3 { font-size: 19px; } .platform h4 { font-size: 17px; }
.platform a { color: light-dark(#008ac5, #37b5e8); text-decoration: none; }
.platform blockquote { margin: 1.2em 0; padding: 12px 16px; border-left: 3px solid light-dark(#e3e5e7, #3a3d42); background: light-dark(#f6f7f8, #1f2124); color: light-dark(#61666d, #a2a7ae); } .platform blockquote p { margin: 0; }
.platform section > p { margin: .3em 0; }
.platform ul, .platform ol { margin: 0 0 1em; padding-left: 1.6em; }
.platform code { padding: 1px 4px; border-radius: 3px; background: light-dark(#f1f2f3, #26282c); font: .88em Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
.platform table { width: 100%; margin: 1.2em 0; font-size: 15px; } .platform :is(th, td) { padding: 8px 12px; border: 1px solid light-dark(#e3e5e7, #3a3d42); text-align: left; } .platform th { background: light-dark(#f6f7f8, #1f2124); }
.platform img { display: block; margin: 0 auto; border-radius: 4px; }
.platform hr { margin: 2em auto; width: 60%; border: 0; border-top: 1px solid light-dark(#e3e5e7, #3a3d42); }
.platform sup { color: light-dark(#008ac5, #37b5e8); font-size: .7em; }
.platform .missing { color: light-dark(#d4380d, #e8684a); }
`
