import type { Answer } from './answers.ts';

/*
 * NSX's error bodies. The guide spells the status name `http_status` for NOT_FOUND and `httpStatus` for
 * BAD_REQUEST, so both spellings are on the wire; sign-in errors carry neither (domain.md §1, §5.2, §9).
 * Where no public source names a code, the comment says so: clients must key on the HTTP status there.
 */
const COMMON = 'common-services';

/** 404/600 for the object that the URL names: `http_status`, and the guide's two dots at the end. */
export function notFound(resource: string): Answer {
  return {
    status: 404,
    json: {
      http_status: 'NOT_FOUND',
      error_code: 600,
      module_name: COMMON,
      error_message: `The operation failed because object identifier ${resource} is missing: Object identifiers are case sensitive..`,
    },
  };
}

/** 404/600 for an object that the body refers to; the other spelling, `httpStatus`. */
export function referenceMissing(resource: string): Answer {
  return {
    status: 404,
    json: {
      httpStatus: 'NOT_FOUND',
      error_code: 600,
      module_name: COMMON,
      error_message: `The operation failed because object identifier ${resource} is missing: Object identifiers are case sensitive.`,
    },
  };
}

function badRequest(errorCode: number, moduleName: string, message: string): Answer {
  return {
    status: 400,
    json: {
      httpStatus: 'BAD_REQUEST',
      error_code: errorCode,
      module_name: moduleName,
      error_message: message,
    },
  };
}

/** 400/110199, word for word as the guide has it. */
export function serviceDisabled(serviceId: string, sessionId: string): Answer {
  return badRequest(
    110199,
    'VPN',
    `VPN service ${serviceId} associated with the session ${sessionId} is disabled. Can not get the realization status.`,
  );
}

/** The body breaks the schema. The code (255) and the frame of the sentence have no public source. */
export function invalidFields(problems: readonly string[]): Answer {
  return badRequest(255, COMMON, `Field level validation errors: {${problems.join(', ')}}`);
}

/** The body is not a JSON object. The code has no public source. */
export function invalidJson(): Answer {
  return badRequest(287, COMMON, 'Json parse error: the request body is not a valid JSON object.');
}

/** A query parameter is out of its range. The code has no public source. */
export function invalidParameter(name: string, value: string): Answer {
  return badRequest(219, COMMON, `Invalid value ${value} for request parameter ${name}.`);
}

/** The entity rules that no schema expresses. The code has no public source. */
export function invalidConfiguration(message: string): Answer {
  return badRequest(110000, 'VPN', message);
}

/** 400/289: someone else's object, and no `X-Allow-Overwrite: true` (domain.md §4). */
export function notOwner(options: {
  user: string;
  role: string;
  resourceType: string;
  createUser: string;
  allowOverwrite: string | undefined;
}): Answer {
  return badRequest(
    289,
    COMMON,
    `Principal '${options.user}' with role '[${options.role}]' attempts to delete or modify an object of type ${options.resourceType} it doesn't own. (createUser=${options.createUser}, allowOverwrite=${options.allowOverwrite ?? null})`,
  );
}

/** System-owned objects are not editable (Swagger 2.5.1). The code has no public source. */
export function systemOwned(resource: string): Answer {
  return badRequest(
    110010,
    'VPN',
    `The object ${resource} is owned by the system and can not be modified or deleted.`,
  );
}

/** Strong references. 500030 is Policy's code; the Manager API's own has no public source (domain.md §3.4). */
export function inUse(resource: string, referrers: readonly string[]): Answer {
  return badRequest(
    500030,
    'VPN',
    `The object ${resource} cannot be deleted as either it has children or it is being referenced by other objects ${referrers.join(', ')}.`,
  );
}

/** 412. The status and "Fetch the latest copy" are sourced (SAP, LIB); the code 604 is not (domain.md §4). */
export function staleRevision(resource: string, sent: unknown, current: number): Answer {
  const sentText = typeof sent === 'number' ? `revision ${sent}` : 'no revision';
  return {
    status: 412,
    json: {
      httpStatus: 'PRECONDITION_FAILED',
      error_code: 604,
      module_name: COMMON,
      error_message: `The object ${resource} was sent with ${sentText} and is at revision ${current}. Fetch the latest copy of the object and retry the operation.`,
    },
  };
}

/** Wrong password and locked account: one answer for both, so that neither can be told (domain.md §1). */
export function wrongCredentials(): Answer {
  return {
    status: 403,
    json: {
      module_name: COMMON,
      error_message: 'The credentials were incorrect or the account specified has been locked.',
      error_code: 403,
    },
  };
}

/** 403/98: no, unknown or expired session, or its XSRF token is missing or wrong. */
export function sessionExpired(): Answer {
  return {
    status: 403,
    json: {
      module_name: COMMON,
      error_message:
        'The session or its XSRF token is not valid or has expired. Please login again.',
      error_code: 98,
    },
  };
}

/** 500/99: a client certificate that no principal identity has, and nothing else that proves who calls (domain.md §1). */
export function certificateNotTrusted(): Answer {
  return {
    status: 500,
    json: {
      module_name: COMMON,
      error_message: 'The client certificate is not trusted.',
      error_code: 99,
    },
  };
}

/** The role may not do this. The HTTP status is sourced; the code has no public source. */
export function notAuthorized(): Answer {
  return {
    status: 403,
    json: {
      module_name: COMMON,
      error_message: 'User is not authorized to perform this operation on the application.',
      error_code: 401,
    },
  };
}

/** 429/102, the documented message (domain.md §7). No `Retry-After`: no source has seen one. */
export function tooManyRequests(client: string, perSecond: number): Answer {
  return {
    status: 429,
    json: {
      module_name: COMMON,
      error_message: `Client '${client}' exceeded request rate of ${perSecond} per second.`,
      error_code: 102,
    },
  };
}

/** 503 over the concurrency limit; the schema names the status, no source a body. */
export function tooManyAtOnce(client: string, limit: number): Answer {
  return {
    status: 503,
    json: {
      module_name: COMMON,
      error_message: `Client '${client}' exceeded concurrent request limit of ${limit}.`,
      error_code: 102,
    },
  };
}

/** A path that NSX does not have. */
export function noSuchPath(path: string): Answer {
  return {
    status: 404,
    json: {
      httpStatus: 'NOT_FOUND',
      error_code: 98,
      module_name: COMMON,
      error_message: `The requested URI: ${path} could not be found.`,
    },
  };
}

export function methodNotAllowed(method: string): Answer {
  return {
    status: 405,
    json: {
      httpStatus: 'METHOD_NOT_ALLOWED',
      error_code: 98,
      module_name: COMMON,
      error_message: `Request method '${method}' not supported`,
    },
  };
}

export function bodyTooLarge(): Answer {
  return {
    status: 413,
    json: {
      httpStatus: 'PAYLOAD_TOO_LARGE',
      error_code: 98,
      module_name: COMMON,
      error_message: 'Request body is too large.',
    },
  };
}
