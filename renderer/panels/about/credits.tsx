/** Markdown that credits others, as it is drawn. Addresses are shown, not followed: nothing in the studio leads out of it by itself. */
import type { Link, ListItem, Nodes } from 'mdast'
import { mdastFromMarkdown } from '#preload/markdown/read.ts'

export function Credits({ text }: { text: string }) {
  return <Children nodes={mdastFromMarkdown(text).children} />
}

function Children({ nodes }: { nodes: readonly Nodes[] }) {
  return nodes.map((node, at) => <Credit key={at} node={node} />)
}

function Credit({ node }: { node: Nodes }) {
  switch (node.type) {
    case 'heading':
      return <h3>{<Children nodes={node.children} />}</h3>
    case 'paragraph':
      return <p>{<Children nodes={node.children} />}</p>
    case 'list':
      return <ul>{<Children nodes={node.children} />}</ul>
    case 'listItem':
      return <li>{<Children nodes={bare(node)} />}</li>
    case 'strong':
      return <strong>{<Children nodes={node.children} />}</strong>
    case 'link':
      return <Address link={node} />
    default:
      return 'children' in node ? <Children nodes={node.children} /> : 'value' in node ? node.value : null
  }
}

/** An item of one paragraph is that paragraph's text. */
function bare(item: ListItem): readonly Nodes[] {
  const [only] = item.children
  return item.children.length === 1 && only?.type === 'paragraph' ? only.children : item.children
}

function Address({ link }: { link: Link }) {
  const [label] = link.children
  const isBare = link.children.length === 1 && label?.type === 'text' && label.value === link.url
  const address = <span className="about-address">{isBare ? link.url : `(${link.url})`}</span>
  return isBare ? (
    address
  ) : (
    <>
      <Children nodes={link.children} /> {address}
    </>
  )
}
