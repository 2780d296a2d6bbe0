package hull

// Scenarios of the tests: one for each kind of picture.

const head = `"version": 1, "states": ["mild", "severe"], "actions": ["wait", "treat", "operate"], "prior": ` +
	`[0.6, 0.4], `

const one = `{` + head + `"criteria": [{"name": "health", "utility": [[0.8, 0.1], [0.9, 0.6], [0.6, 1]]}],
 "user": {"name": "Patient", "weights": [1]},
 "agents": [{"name": "Surgeon", "weights": [1]}, {"name": "Physician", "weights": [1]}, {"name": "Insurer", "weights": [1]}]}`

const twoCriteria = `"criteria": [{"name": "health", "utility": [[0.8, 0.1], [0.9, 0.6], [0.6, 1]]},
 {"name": "cost", "utility": [[1, 0.9], [0.7, 0.6], [0, 0.1]]}],`

const two = `{` + head + twoCriteria + `"user": {"name": "Patient", "weights": [0.55, 0.45]},
 "agents": [{"name": "Surgeon", "weights": [0.9, 0.1]}, {"name": "Physician", "weights": [0.62, 0.38]}, {"name": "Insurer", "weights": [0.2, 0.8]}]}`

const twoOutside = `{` + head + twoCriteria + `"user": {"name": "Patient", "weights": [0.9, 0.1]},
 "agents": [{"name": "Surgeon", "weights": [0.6, 0.4]}, {"name": "Insurer", "weights": [0.2, 0.8]}]}`

const threeCriteria = `"criteria": [{"name": "health", "utility": [[0.8, 0.1], [0.9, 0.6], [0.6, 1]]},
 {"name": "comfort", "utility": [[1, 0.5], [0.6, 0.7], [0.1, 0.3]]},
 {"name": "cost", "utility": [[1, 0.9], [0.7, 0.6], [0, 0.1]]}],`

const threeAgents = `"agents": [{"name": "Surgeon", "weights": [0.8, 0.1, 0.1]}, {"name": "Physician", "weights": [0.2, 0.7, 0.1]},
 {"name": "Insurer", "weights": [0.15, 0.1, 0.75]}]}`

const three = `{` + head + threeCriteria + `"user": {"name": "Patient", "weights": [0.42, 0.33, 0.25]},` + threeAgents

const threeOutside = `{` + head + threeCriteria + `"user": {"name": "Patient", "weights": [0.12, 0.42, 0.46]},` +
	threeAgents

const hollow = `{` + head + threeCriteria + `"user": {"name": "Patient", "weights": [0.42, 0.33, 0.25]},
 "agents": [{"name": "Surgeon", "weights": [0.8, 0.1, 0.1]}, {"name": "Homeopath", "utility": [[0.2, 0.3], [0.9, 1], [0, 0.2]]},
 {"name": "Insurer", "weights": [0.15, 0.1, 0.75]}]}`

const crowd = `{` + head + threeCriteria + `"user": {"name": "Patient", "weights": [0.4, 0.35, 0.25]}, "agents": [
 {"name": "Agent 1", "weights": [0.45, 0.3, 0.25]}, {"name": "Agent 2", "weights": [0.3, 0.4, 0.3]}, {"name": "Agent 3", "weights": [0.5, 0.35, 0.15]},
 {"name": "Agent 4", "weights": [0.35, 0.45, 0.2]}, {"name": "Agent 5", "weights": [0.42, 0.25, 0.33]}, {"name": "Agent 6", "weights": [0.38, 0.36, 0.26]},
 {"name": "Agent 7", "weights": [0.55, 0.2, 0.25]}, {"name": "Agent 8", "weights": [0.25, 0.35, 0.4]}, {"name": "Agent 9", "weights": [0.33, 0.52, 0.15]},
 {"name": "Agent 10", "weights": [0.47, 0.43, 0.1]}, {"name": "Agent 11", "weights": [0.4, 0.4, 0.2]}, {"name": "Agent 12", "weights": [0.3, 0.3, 0.4]}]}`

const fourCriteria = `"criteria": [{"name": "health", "utility": [[0.8, 0.1], [0.9, 0.6], [0.6, 1]]},
 {"name": "comfort", "utility": [[1, 0.5], [0.6, 0.7], [0.1, 0.3]]},
 {"name": "cost", "utility": [[1, 0.9], [0.7, 0.6], [0, 0.1]]},
 {"name": "waiting time", "utility": [[0.3, 0.3], [0.9, 0.2], [0.1, 0.8]]}],`

const fourAgents = `"agents": [{"name": "Surgeon", "weights": [0.75, 0.1, 0.05, 0.1]}, {"name": "Physician", "weights": [0.15, 0.7, 0.05, 0.1]},
 {"name": "Insurer", "weights": [0.1, 0.1, 0.75, 0.05]}, {"name": "Clinic", "weights": [0.1, 0.05, 0.15, 0.7]}]}`

const four = `{` + head + fourCriteria + `"user": {"name": "Patient", "weights": [0.35, 0.25, 0.2, 0.2]},` + fourAgents

const fourOutside = `{` + head + fourCriteria + `"user": {"name": "Patient", "weights": [0.02, 0.45, 0.48, 0.05]},` +
	fourAgents

const six = `{"version": 1, "states": ["s1", "s2", "s3"], "actions": ["a", "b", "c"], "prior": [0.5, 0.3, 0.2], "criteria": [
 {"name": "accuracy", "utility": [[0.9, 0.1, 0.2], [0.2, 0.8, 0.1], [0.1, 0.3, 1]]},
 {"name": "kindness", "utility": [[0.5, 0.6, 0.9], [0.7, 0.1, 0.4], [0.2, 0.9, 0.3]]},
 {"name": "brevity", "utility": [[1, 0.3, 0.5], [0.3, 0.6, 0.8], [0.6, 0.2, 0.1]]},
 {"name": "safety", "utility": [[0.1, 0.7, 0.6], [1, 0.5, 0.2], [0.4, 0.4, 0.7]]},
 {"name": "engagement", "utility": [[0.6, 0.2, 0.1], [0.1, 0.9, 0.7], [0.9, 0.5, 0.2]]},
 {"name": "advertising revenue", "utility": [[0.2, 0.4, 0.8], [0.6, 0.3, 0.9], [0.7, 0.1, 0.5]]}],
 "user": {"name": "Reader", "weights": [0.3, 0.2, 0.15, 0.3, 0.05, 0]},
 "agents": [{"name": "Search", "weights": [0.5, 0, 0.2, 0.1, 0, 0.2]}, {"name": "Chat", "weights": [0.2, 0.5, 0, 0.1, 0.2, 0]},
 {"name": "Feed", "weights": [0, 0.1, 0.1, 0, 0.5, 0.3]}, {"name": "Encyclopedia", "weights": [0.4, 0.1, 0, 0.5, 0, 0]}]}`

const planeText = `{"version": 1, "states": ["s1", "s2", "s3"], "actions": ["a", "b", "c"], "prior": [0.5, 0.3, 0.2],
 "user": {"name": "Reader", "utility": [[0.5, 0.3, 0.6], [0.6, 0.5, 0.4], [0.3, 0.5, 0.6]]},
 "agents": [{"name": "Search", "utility": [[0.9, 0.1, 0.2], [0.2, 0.8, 0.1], [0.1, 0.3, 1]]},
 {"name": "Chat", "utility": [[0.5, 0.6, 0.9], [0.7, 0.1, 0.4], [0.2, 0.9, 0.3]]},
 {"name": "Feed", "utility": [[1, 0.3, 0.5], [0.3, 0.6, 0.8], [0.6, 0.2, 0.1]]},
 {"name": "Encyclopedia", "utility": [[0.1, 0.7, 0.6], [1, 0.5, 0.2], [0.4, 0.4, 0.7]]}]}`
