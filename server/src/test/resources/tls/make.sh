#!/bin/sh
# Makes the certificates and keys of the tests anew, as common tools write them. Valid for a century; nobody else's to use.
set -eu
names='subjectAltName=DNS:localhost,IP:127.0.0.1'
self() { openssl req -x509 -new -key "$1" -days 36500 -subj "/CN=$2" -addext "$names" -out "$3"; }

openssl genrsa -out rsa-pkcs8.pem 2048
openssl rsa -in rsa-pkcs8.pem -traditional -out rsa-pkcs1.pem
self rsa-pkcs8.pem rsa rsa.pem

openssl ecparam -name prime256v1 -genkey -out ec-sec1.pem # with a block of parameters before it
openssl pkcs8 -topk8 -nocrypt -in ec-sec1.pem -out ec-pkcs8.pem
openssl pkcs8 -topk8 -in ec-sec1.pem -passout pass:changeit -out ec-encrypted.pem
self ec-sec1.pem ec ec.pem
openssl pkcs12 -export -inkey ec-sec1.pem -in ec.pem -passout pass:changeit -out ec.p12

openssl ecparam -name secp384r1 -genkey -noout -out other-sec1.pem
self other-sec1.pem other other.pem

openssl genpkey -algorithm ed25519 -out ed25519-pkcs8.pem
self ed25519-pkcs8.pem ed25519 ed25519.pem

openssl ecparam -name prime256v1 -genkey -noout -out authority-key.pem
openssl req -x509 -new -key authority-key.pem -days 36500 -subj /CN=authority -out authority.pem
openssl ecparam -name prime256v1 -genkey -noout -out between-key.pem
openssl req -new -key between-key.pem -subj /CN=between -out between.csr
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n' > extensions
openssl x509 -req -in between.csr -CA authority.pem -CAkey authority-key.pem -days 36500 -extfile extensions -out between.pem
openssl ecparam -name prime256v1 -genkey -noout -out chain-sec1.pem
openssl req -new -key chain-sec1.pem -subj /CN=chain -out chain.csr
printf '%s\n' "$names" > extensions
openssl x509 -req -in chain.csr -CA between.pem -CAkey between-key.pem -days 36500 -extfile extensions -out leaf.pem
cat leaf.pem between.pem > chain.pem
rm -f -- *.csr *.srl extensions leaf.pem between.pem between-key.pem authority-key.pem
