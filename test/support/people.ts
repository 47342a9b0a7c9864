export const TEAM = 'T0DEMO'
export const requester = { team: TEAM, user: 'U0REQ' }
export const approver = { team: TEAM, user: 'U0APP' }
export const operator = { team: TEAM, user: 'U0OPE' }
export const secondApprover = { team: TEAM, user: 'U0APP2' }
