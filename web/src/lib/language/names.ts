import type { BlockKind, CommentKind, Operation, Outcome, PlacementState, Role, StakeholderGroup, Status, Visibility } from '$lib/api/wire';
import * as m from '$messages';

/** What the machine's words are called in the interface. */
type Names<K extends string> = Record<K, () => string>;

export const kinds: Names<CommentKind> = {
  general: m.kind_general,
  technical: m.kind_technical,
  editorial: m.kind_editorial,
  translation: m.kind_translation,
};

export const states: Names<PlacementState> = {
  exact: m.placement_exact,
  shifted: m.placement_shifted,
  fuzzy: m.placement_fuzzy,
  ambiguous: m.placement_ambiguous,
  orphaned: m.placement_orphaned,
};

export const roles: Names<Role> = {
  reader: m.role_reader,
  participant: m.role_participant,
  focal_point: m.role_focal_point,
  editor: m.role_editor,
};

export const visibilities: Names<Visibility> = {
  members: m.visibility_members,
  public: m.visibility_public,
  open: m.visibility_open,
};

export const groups: Names<StakeholderGroup> = {
  government: m.group_government,
  intergovernmental: m.group_intergovernmental,
  ngo: m.group_ngo,
  company: m.group_company,
  industry_association: m.group_industry_association,
  finance: m.group_finance,
  academia: m.group_academia,
  community: m.group_community,
  other: m.group_other,
};

/** Those kinds of block that people choose from. */
export const blockKinds: Partial<Names<BlockKind>> = {
  paragraph: m.block_paragraph,
  heading: m.block_heading,
  list_item: m.block_list_item,
  quote: m.block_quote,
};

export const operations: Names<Operation> = {
  edit: m.operation_edit,
  insert_after: m.operation_insert_after,
  delete: m.operation_delete,
  move: m.operation_move,
};

export const outcomes: Names<Outcome> = {
  accepted: m.outcome_accepted,
  accepted_with_modification: m.outcome_modified,
  partly_accepted: m.outcome_partly,
  noted: m.outcome_noted,
  rejected: m.outcome_rejected,
  duplicate: m.outcome_duplicate,
  out_of_scope: m.outcome_out_of_scope,
  deferred: m.outcome_deferred,
  withdrawn: m.outcome_withdrawn,
  superseded: m.outcome_superseded,
};

export const statuses: Names<Status> = {
  open: m.status_open,
  proposed: m.status_proposed,
  decided: m.status_decided,
};

/** How a suggestion that is not decided fares in the text as it stands now. */
export const fates: Record<string, () => string> = {
  merges: m.fate_merges,
  already_done: m.fate_already_done,
  clashes: m.fate_clashes,
  gone: m.fate_gone,
};
