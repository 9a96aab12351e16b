/** The guide's Markdown as it is drawn: what the guide uses, and no more. Nothing in it is HTML, and no link leads out of the studio. */
import type { Heading, ListItem, Nodes, Table } from 'mdast'
import type { ReactNode } from 'react'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { headingId } from './chapters.ts'
import { pictureAt } from './guide-text.ts'

export function GuideNode({ node }: { node: Nodes }): ReactNode {
  switch (node.type) {
    case 'heading':
      return <GuideHeading heading={node} />
    case 'paragraph':
      return isPicture(node.children) ? <Children nodes={node.children} /> : <p>{<Children nodes={node.children} />}</p>
    case 'list':
      return node.ordered ? <ol>{<Children nodes={node.children} />}</ol> : <ul>{<Children nodes={node.children} />}</ul>
    case 'listItem':
      return <li>{<Children nodes={bare(node)} />}</li>
    case 'table':
      return <GuideTable table={node} />
    case 'strong':
      return <strong>{<Children nodes={node.children} />}</strong>
    case 'image':
      return <Picture name={node.url} alt={node.alt ?? ''} />
    case 'inlineCode':
      return isKeys(node.value) ? <Kbd keys={shortcutOf(node.value)} /> : <code>{node.value}</code>
    case 'text':
      return node.value
    default:
      return 'children' in node ? <Children nodes={node.children} /> : null
  }
}

function Children({ nodes }: { nodes: readonly Nodes[] }) {
  return nodes.map((node, at) => <GuideNode key={at} node={node} />)
}

function GuideHeading({ heading }: { heading: Heading }) {
  const Tag = heading.depth === 1 ? 'h1' : heading.depth === 2 ? 'h2' : 'h3'
  return (
    <Tag id={headingId(heading)} tabIndex={-1}>
      <Children nodes={heading.children} />
    </Tag>
  )
}

/** An item of one paragraph is that paragraph's text. */
function bare(item: ListItem): readonly Nodes[] {
  const [only] = item.children
  return item.children.length === 1 && only?.type === 'paragraph' ? only.children : item.children
}

function GuideTable({ table }: { table: Table }) {
  const [head, ...rows] = table.children
  return (
    <table>
      <thead>
        <tr>
          {head?.children.map((cell, at) => (
            <th key={at} scope="col">
              <Children nodes={cell.children} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.children.map((cell, at) => (
              <td key={at}>
                <Children nodes={cell.children} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const isPicture = (nodes: readonly Nodes[]) => nodes.length === 1 && nodes[0]?.type === 'image'

function Picture({ name, alt }: { name: string; alt: string }) {
  const address = pictureAt(name)
  return address === undefined ? null : <img src={address} alt={alt} loading="lazy" />
}

const key = String.raw`(?:Ctrl|Alt|Shift|Tab|Esc|Enter|Delete|F\d+|[A-Z]|[/\\=\-\[\]]|[↑↓→←])`
const keys = new RegExp(`^${key}(?: \\+ ${key})*$`)

/** Whether what stands as code in the guide is something to press. */
function isKeys(text: string): boolean {
  // A modifier alone is spoken of, not pressed.
  return keys.test(text) && !/^(?:Ctrl|Alt|Shift)$/.test(text)
}

const names: Readonly<Record<string, string>> = { Ctrl: 'Mod', '→': 'ArrowRight', '←': 'ArrowLeft', '↑': 'ArrowUp', '↓': 'ArrowDown' }

/** Written as the studio writes its shortcuts, which are shown as this computer calls them. */
function shortcutOf(text: string): string {
  return text
    .split(' + ')
    .map((part) => names[part] ?? part)
    .join('+')
}
