/** Ctrl+Enter or ⌘+Enter sends, but never while an input method is composing a word. */
export function isSendKey(event: KeyboardEvent): boolean {
  if (isComposing(event)) return false;
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey);
}

/** Enter or Escape belong to the input method; Safari says so only by the key code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** The keys of a field in which something is written: one sends it, Escape leaves it, and the sheet around it stays. */
export function writingKeys(send: () => unknown, cancel: () => unknown): (event: KeyboardEvent) => void {
  return (event) => {
    if (isSendKey(event)) {
      event.preventDefault();
      void send();
    } else if (event.key === 'Escape' && !isComposing(event)) {
      event.preventDefault();
      event.stopPropagation();
      cancel();
    }
  };
}
