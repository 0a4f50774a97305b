import { ChevronDown } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { Link } from 'react-router'
import { Icon } from './Icon.tsx'
import type { MenuItem } from './Menu.tsx'

/**
 * The open menu, with arrow keys and type-ahead by radix. It is not modal: its lock on scrolling would need an inline style,
 * which our content security policy refuses.
 */
export default function MenuPopup({ label, items }: { label: string; items: readonly MenuItem[] }) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger className="chip">
        {label}
        <Icon of={ChevronDown} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4}>
          {items.map((item) =>
            'to' in item ? (
              <DropdownMenu.Item key={item.key} asChild>
                <Link to={item.to}>{item.label}</Link>
              </DropdownMenu.Item>
            ) : (
              <DropdownMenu.Item key={item.key} onSelect={item.onSelect}>
                {item.label}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
