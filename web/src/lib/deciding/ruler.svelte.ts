import type { Decision, DecisionRequest, Outcome, Ruling, Suggestion } from '$lib/api/wire';
import { draftName, readDraft, removeDraft, writeDraft } from '$lib/comments/drafts';
import { fromEditable, placeholdersIn, toEditable } from '$lib/proposing/placeholders';

import { changedSince, clashOf } from './clash';

/** What the form of a decision holds. */
export interface Verdict {
  outcome: Outcome;
  reason: string;
  /** Duplicate: the id of which; deferred: to when. */
  target: string;
  /** The numbers of the changes that go in. */
  hunks: number[];
  /** The words that go in instead. */
  words: string;
  supersedes: string[];
  /** The state of the draft that the words are written onto, to settle a clash. */
  onto?: string;
}

const byAuthor: Outcome[] = ['withdrawn', 'superseded'];
const reasoned: Outcome[] = ['rejected', 'out_of_scope', 'partly_accepted', 'accepted_with_modification'];
const changing: Outcome[] = ['accepted', 'accepted_with_modification', 'partly_accepted'];

/** The outcomes that an editor chooses from, for a suggestion or for a comment. */
export function offeredFor(suggestion: Suggestion | null): Outcome[] {
  const all: Outcome[] = ['accepted', 'accepted_with_modification', 'partly_accepted', 'noted', 'rejected', 'duplicate', 'out_of_scope', 'deferred'];
  return all.filter((outcome) => {
    if (byAuthor.includes(outcome)) return false;
    if (!suggestion) return true;
    if (outcome === 'accepted_with_modification') return wordsOf(suggestion) !== null;
    return outcome !== 'partly_accepted' || suggestion.hunks.length > 1;
  });
}

export function needsReason(outcome: Outcome): boolean {
  return reasoned.includes(outcome);
}

export function changesText(outcome: Outcome): boolean {
  return changing.includes(outcome);
}

/** The words of a suggestion that proposes one paragraph; others cannot be written by hand here. */
export function wordsOf({ parts }: Suggestion): string | null {
  const proposed = parts.length === 1 ? (parts[0]?.proposal ?? []) : [];
  return proposed.length === 1 ? (proposed[0]?.text ?? null) : null;
}

/** What is missing from a verdict, or nothing. */
export type Missing = 'reason' | 'target' | 'hunks' | 'words' | null;

export function missingOf(verdict: Verdict, suggestion: Suggestion | null): Missing {
  const { outcome, reason, target, hunks, words } = verdict;
  if ((outcome === 'duplicate' || outcome === 'deferred') && target.trim() === '') return 'target';
  if (suggestion && outcome === 'partly_accepted' && (hunks.length === 0 || hunks.length === suggestion.hunks.length)) return 'hunks';
  if (suggestion && outcome === 'accepted_with_modification' && (words.trim() === '' || restored(words, suggestion) === null)) return 'words';
  return needsReason(outcome) && reason.trim() === '' ? 'reason' : null;
}

/** What is sent. */
export function rulingOf(verdict: Verdict, suggestion: Suggestion): Ruling {
  const { outcome, reason, target, hunks, words, supersedes, onto } = verdict;
  return {
    outcome,
    reason: reason.trim(),
    version: suggestion.version,
    ...(outcome === 'duplicate' || outcome === 'deferred' ? { target: target.trim() } : {}),
    ...(outcome === 'partly_accepted' ? { hunks: hunks.toSorted((a, b) => a - b) } : {}),
    ...(outcome === 'accepted_with_modification' ? { text: restored(words, suggestion) ?? words, ...(onto ? { onto } : {}) } : {}),
    ...(changesText(outcome) && supersedes.length > 0 ? { supersedes } : {}),
  };
}

/** What is sent for a comment; a decision that stands already is replaced by name. */
export function requestOf({ outcome, reason, target }: Verdict, before: Decision | null): DecisionRequest {
  return {
    outcome,
    reason: reason.trim(),
    ...(outcome === 'duplicate' || outcome === 'deferred' ? { target: target.trim() } : {}),
    ...(before ? { replaces: before.decided_at } : {}),
  };
}

function restored(words: string, suggestion: Suggestion): string | null {
  return fromEditable(words.trim(), placeholdersIn(wordsOf(suggestion) ?? '')).text;
}

/** A decision being made; kept in this browser until the server has it. */
export class Ruler<T> {
  verdict = $state<Verdict>({ outcome: 'accepted', reason: '', target: '', hunks: [], words: '', supersedes: [] });
  sending = $state(false);
  error = $state.raw<unknown>(null);
  clash = $derived(clashOf(this.error));
  readonly #name: string;

  constructor(
    readonly id: string,
    readonly suggestion: Suggestion | null,
    readonly put: (verdict: Verdict) => Promise<T>,
  ) {
    this.#name = draftName('decision', id);
    const words = suggestion ? toEditable(wordsOf(suggestion) ?? '') : '';
    const kept = readDraft(this.#name)?.more as Partial<Verdict> | undefined;
    this.verdict = { ...this.verdict, words, ...kept };
  }

  get missing(): Missing {
    return missingOf(this.verdict, this.suggestion);
  }

  keep() {
    writeDraft(this.#name, { body: this.verdict.outcome, more: this.verdict });
  }

  discard() {
    removeDraft(this.#name);
  }

  /** Sends the decision; on failure all stays, and the error says why. */
  async send(): Promise<T | null> {
    if (this.missing || this.sending) return null;
    this.sending = true;
    this.error = null;
    try {
      const decided = await this.put(this.verdict);
      this.discard();
      return decided;
    } catch (error) {
      const changed = changedSince(error);
      if (changed && this.verdict.onto) this.verdict.onto = changed.tag; // the next attempt is onto what it says now
      this.error = error;
      return null;
    } finally {
      this.sending = false;
    }
  }
}
