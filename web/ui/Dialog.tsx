import type { ReactNode } from 'react'
import { useEffect, useId, useRef } from 'react'

type DialogProps = { open: boolean; title: string; onClose: () => void; children: ReactNode }

/**
 * A modal dialog on the browser's own `<dialog>`: it traps the focus, gives it back, closes on Escape and sits on the top layer
 * without a library and without inline styles. A press beside it closes it too.
 */
export function Dialog({ open, title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = element.current
    if (open && !dialog?.open) dialog?.showModal()
    if (!open && dialog?.open) dialog.close()
  }, [open])
  useEffect(() => {
    const dialog = element.current
    const closeBeside = (event: MouseEvent) => {
      if (event.target === dialog && dialog && isOutside(event, dialog.getBoundingClientRect())) dialog.close()
    }
    dialog?.addEventListener('click', closeBeside)
    return () => dialog?.removeEventListener('click', closeBeside)
  }, [])
  return (
    <dialog ref={element} className="dialog" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}

function isOutside({ clientX, clientY }: MouseEvent, box: DOMRect): boolean {
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom
}
