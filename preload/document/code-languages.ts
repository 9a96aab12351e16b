/** Languages that code can be marked as: those that lowlight's common set paints, and diagrams, by the names that fences use. */
export interface CodeLanguage {
  /** As the document and a fence write it. */
  readonly id: string
  /** As its users write it, in every language. */
  readonly name: string
  readonly others: readonly string[]
}

const written = `
plaintext|Plain text|text txt plain
bash|Bash|sh zsh shell console
c|C|h
cpp|C++|cc c++ hpp
csharp|C#|cs c#
css|CSS|
diff|Diff|patch
go|Go|golang
graphql|GraphQL|gql
ini|INI, TOML|toml
java|Java|
javascript|JavaScript|js jsx mjs cjs
json|JSON|jsonc json5
kotlin|Kotlin|kt
less|Less|
lua|Lua|
makefile|Makefile|make mk
markdown|Markdown|md
mermaid|Mermaid|
objectivec|Objective-C|objc
perl|Perl|pl
php|PHP|
python|Python|py gyp
r|R|
ruby|Ruby|rb
rust|Rust|rs
scss|SCSS|sass
sql|SQL|
swift|Swift|
typescript|TypeScript|ts tsx
vbnet|Visual Basic|vb
wasm|WebAssembly|wat
xml|HTML, XML|html xhtml svg vue
yaml|YAML|yml
`

/** In the order of their names. */
export const codeLanguages: readonly CodeLanguage[] = written
  .trim()
  .split('\n')
  .map((line) => {
    const [id = '', name = '', others = ''] = line.split('|')
    return { id, name, others: others.split(' ').filter(Boolean) }
  })

/** The language that someone calls by an id, a name or another name; undefined where none is called so. */
export function languageCalled(name: string): CodeLanguage | undefined {
  const wanted = name.trim().toLowerCase()
  return codeLanguages.find(({ id, name: called, others }) => [id, called.toLowerCase(), ...others].includes(wanted))
}
