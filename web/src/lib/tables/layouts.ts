import * as m from '$messages';

interface Layout {
  name: () => string;
  /** What it is for. */
  hint: () => string;
}

/** The tables that there are, by the word of the interface. */
export const layouts: Record<string, Layout> = {
  full: { name: m.table_full, hint: m.table_full_hint },
  iso: { name: m.table_iso, hint: m.table_iso_hint },
  ipcc: { name: m.table_ipcc, hint: m.table_ipcc_hint },
  ipbes: { name: m.table_ipbes, hint: m.table_ipbes_hint },
  cn: { name: m.table_cn, hint: m.table_cn_hint },
  cn_result: { name: m.table_cn_result, hint: m.table_cn_result_hint },
};

/** How a row found its place. */
export const ways: Record<string, () => string> = {
  by_clause_and_quote: m.table_by_clause_and_quote,
  by_quote: m.table_by_quote,
  by_likeness: m.table_by_likeness,
  by_clause_and_line: m.table_by_clause_and_line,
  by_line: m.table_by_line,
  by_paragraph: m.table_by_paragraph,
  by_clause: m.table_by_clause,
};

/** What became of a row. */
export const fortunes: Record<string, () => string> = {
  comment: m.table_became_comment,
  suggestion: m.table_became_suggestion,
  known: m.table_became_known,
  left_out: m.table_became_left_out,
};
