type StatementProps = { readonly title: string; readonly text: string | false | null; readonly isWaiting?: boolean }

/** How things are, where there is nothing to do but know it. */
export function Statement({ title, text, isWaiting = false }: StatementProps) {
  return (
    <div class="statement" data-waiting={isWaiting || undefined}>
      <p class="statement-title">{title}</p>
      {text && <p>{text}</p>}
    </div>
  )
}
