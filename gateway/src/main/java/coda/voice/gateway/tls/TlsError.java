package coda.voice.gateway.tls;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CONFIGURATION;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why the server cannot speak TLS with a certificate. */
public enum TlsError implements ErrorCode {
  TLS_FILE_UNREADABLE(
      in(CONFIGURATION, "A file with a certificate or its key cannot be read")
          .operator("See to the path and the rights of the file")
          .http(422)),
  TLS_CERTIFICATE_INVALID(
      in(CONFIGURATION, "A file holds no certificate, or several that do not belong together")
          .operator("Write the server's own certificate first, then each one that vouches for it")
          .http(422)),
  TLS_CERTIFICATE_EXPIRED(
      in(CONFIGURATION, "The certificate is not valid any more, or not yet")
          .operator("Put a new one in its place; ./coda doctor says until when it is valid")
          .http(422)),
  TLS_KEY_INVALID(
      in(CONFIGURATION, "A file holds no private key that can be used")
          .operator("Give an RSA, EC or Ed25519 key in PEM without a password")
          .http(422)),
  TLS_KEY_MISMATCH(
      in(CONFIGURATION, "The private key is not that of the certificate")
          .operator("Give the key with which the certificate was requested")
          .http(422)),
  TLS_KEYSTORE_INVALID(
      in(CONFIGURATION, "A PKCS#12 file cannot be opened, or does not hold one key")
          .operator(
              "Check server.tls.password, and that the file holds one key and its certificate")
          .http(422)),
  TLS_DEVELOPMENT_CERTIFICATE(
      in(CONFIGURATION, "No certificate for development can be made")
          .operator("See to the folder that the message names, or set server.tls.certificate")),
  TLS_NOT_RENEWED(
      in(CONFIGURATION, "The listener does not take the new certificate; the old one stays in use")
          .operator("Restart the server at a quiet time"));

  private final ErrorFacts facts;

  TlsError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
