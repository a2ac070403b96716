import { isLoopback } from '../../model/loopback';
import type { Rule } from '../rule';
import { brokerSubject } from './broker-subject';

/** Terraform knows to whom it sends the administrator's password. */
export const certificateIsVerified: Rule = {
  id: 'broker/certificate-is-verified',
  demand: "The certificate of a remote broker is verified before the administrator's password is sent to it.",
  because:
    "With `insecure` whoever answers at the endpoint gets the administrator's password. A private authority needs no `insecure`: `caCertificateFile` trusts it. A tunnel that ends at the machine itself is no finding.",
  widespread: false,
  *check(_, broker, access) {
    if (access === undefined || !access.trustsAnyone || isLoopback(access.host)) return;
    yield {
      subject: brokerSubject(access),
      message: `it is reached at '${access.host}' with 'insecure', so that whoever answers there gets the administrator's password`,
      remedy: "set 'caCertificateFile' to the authority that signed its certificate, and remove 'insecure'",
    };
  },
};
