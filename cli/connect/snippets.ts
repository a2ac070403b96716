import type { Connection } from './connection';

/** The languages for which there is a snippet. */
export const languages = ['node', 'python', 'java', 'go', 'dotnet'] as const;

/** A language for which there is a snippet. */
export type Language = (typeof languages)[number];

/** The files that a snippet reads, in PEM. */
export const CA_FILE = 'ca.pem';
export const CERTIFICATE_FILE = 'client.pem';
export const KEY_FILE = 'client-key.pem';

/** The variable of the environment from which a snippet takes the password. */
export const PASSWORD_VARIABLE = 'RABBITMQ_PASSWORD';

/** A program that connects, in one language; it ends once the connection is open. */
export function snippet(language: Language, connection: Connection): string {
  return `${snippets[language](connection)
    .filter((line) => line !== undefined)
    .join('\n')}\n`;
}

type Lines = readonly (string | undefined)[];

const snippets: Readonly<Record<Language, (connection: Connection) => Lines>> = { node, python, java, go, dotnet };

/** A text as all of these languages write it: those of JSON are strings of each. */
const text = (value: string): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

function node({ at, userName, vhostName, password, hasOwnAuthority, showsCertificate }: Connection): Lines {
  const files = hasOwnAuthority || showsCertificate;
  const secret = password === undefined ? `process.env.${PASSWORD_VARIABLE}` : text(password);
  return [
    `// npm install rabbitmq-client`,
    files ? `import { readFileSync } from 'node:fs';` : undefined,
    `import { Connection } from 'rabbitmq-client';`,
    ``,
    `const connection = new Connection({`,
    `  hostname: ${text(bare(at.host))},`,
    `  port: ${at.port},`,
    `  username: ${text(userName)},`,
    `  password: ${secret},`,
    `  vhost: ${text(vhostName)},`,
    ...(files
      ? [
          `  tls: {`,
          hasOwnAuthority ? `    ca: readFileSync('${CA_FILE}'),` : undefined,
          ...(showsCertificate
            ? [`    cert: readFileSync('${CERTIFICATE_FILE}'),`, `    key: readFileSync('${KEY_FILE}'),`]
            : []),
          `  },`,
        ]
      : [at.isTls ? `  tls: true,` : undefined]),
    `});`,
    `connection.on('error', (error) => console.error(error));`,
    `await connection.onConnect(10_000);`,
    `console.log('connected');`,
    `await connection.close();`,
  ];
}

function python({ at, userName, vhostName, password, hasOwnAuthority, showsCertificate }: Connection): Lines {
  const secret = password === undefined ? `os.environ["${PASSWORD_VARIABLE}"]` : text(password);
  return [
    `# pip install pika`,
    password === undefined ? `import os` : undefined,
    at.isTls ? `import ssl` : undefined,
    ``,
    `import pika`,
    ``,
    ...(at.isTls
      ? [
          `context = ssl.create_default_context(${hasOwnAuthority ? `cafile="${CA_FILE}"` : ''})`,
          showsCertificate ? `context.load_cert_chain("${CERTIFICATE_FILE}", "${KEY_FILE}")` : undefined,
        ]
      : []),
    `connection = pika.BlockingConnection(`,
    `    pika.ConnectionParameters(`,
    `        host=${text(bare(at.host))},`,
    `        port=${at.port},`,
    `        virtual_host=${text(vhostName)},`,
    `        credentials=pika.PlainCredentials(${text(userName)}, ${secret}),`,
    at.isTls ? `        ssl_options=pika.SSLOptions(context, ${text(bare(at.host))}),` : undefined,
    `    )`,
    `)`,
    `print("connected")`,
    `connection.close()`,
  ];
}

function java({ at, userName, vhostName, password, hasOwnAuthority, showsCertificate }: Connection): Lines {
  const secret = password === undefined ? `System.getenv("${PASSWORD_VARIABLE}")` : text(password);
  return [
    `// com.rabbitmq:amqp-client`,
    `import com.rabbitmq.client.Connection;`,
    `import com.rabbitmq.client.ConnectionFactory;`,
    at.isTls ? `import javax.net.ssl.SSLContext;` : undefined,
    ``,
    `class Connect {`,
    `  public static void main(String[] args) throws Exception {`,
    `    ConnectionFactory factory = new ConnectionFactory();`,
    `    factory.setHost(${text(bare(at.host))});`,
    `    factory.setPort(${at.port});`,
    `    factory.setUsername(${text(userName)});`,
    `    factory.setPassword(${secret});`,
    `    factory.setVirtualHost(${text(vhostName)});`,
    ...(at.isTls
      ? [
          hasOwnAuthority
            ? `    // keytool -importcert -noprompt -file ${CA_FILE} -keystore trust.p12 -storepass changeit`
            : undefined,
          hasOwnAuthority
            ? `    // java -Djavax.net.ssl.trustStore=trust.p12 -Djavax.net.ssl.trustStorePassword=changeit`
            : undefined,
          showsCertificate
            ? `    // openssl pkcs12 -export -in ${CERTIFICATE_FILE} -inkey ${KEY_FILE} -out client.p12 -passout pass:changeit`
            : undefined,
          showsCertificate
            ? `    // java -Djavax.net.ssl.keyStore=client.p12 -Djavax.net.ssl.keyStorePassword=changeit`
            : undefined,
          `    factory.useSslProtocol(SSLContext.getDefault());`,
          `    factory.enableHostnameVerification();`,
        ]
      : []),
    `    try (Connection connection = factory.newConnection()) {`,
    `      System.out.println("connected");`,
    `    }`,
    `  }`,
    `}`,
  ];
}

function go({ at, userName, vhostName, password, hasOwnAuthority, showsCertificate }: Connection): Lines {
  const secret = password === undefined ? `os.Getenv("${PASSWORD_VARIABLE}")` : text(password);
  return [
    `// go get github.com/rabbitmq/amqp091-go`,
    `package main`,
    ``,
    `import (`,
    at.isTls ? `\t"crypto/tls"` : undefined,
    hasOwnAuthority ? `\t"crypto/x509"` : undefined,
    `\t"fmt"`,
    `\t"log"`,
    password === undefined || hasOwnAuthority ? `\t"os"` : undefined,
    ``,
    `\tamqp "github.com/rabbitmq/amqp091-go"`,
    `)`,
    ``,
    `func main() {`,
    ...(at.isTls ? [`\tconfig := &tls.Config{}`] : []),
    ...(hasOwnAuthority
      ? [
          `\tca, err := os.ReadFile("${CA_FILE}")`,
          `\tif err != nil {`,
          `\t\tlog.Fatal(err)`,
          `\t}`,
          `\tconfig.RootCAs = x509.NewCertPool()`,
          `\tconfig.RootCAs.AppendCertsFromPEM(ca)`,
        ]
      : []),
    ...(showsCertificate
      ? [
          `\tcertificate, err := tls.LoadX509KeyPair("${CERTIFICATE_FILE}", "${KEY_FILE}")`,
          `\tif err != nil {`,
          `\t\tlog.Fatal(err)`,
          `\t}`,
          `\tconfig.Certificates = []tls.Certificate{certificate}`,
        ]
      : []),
    `\turi := amqp.URI{Scheme: "${at.scheme}", Host: ${text(bare(at.host))}, Port: ${at.port}, Username: ${text(userName)}, Password: ${secret}, Vhost: ${text(vhostName)}}`,
    at.isTls
      ? `\tconnection, err := amqp.DialTLS(uri.String(), config)`
      : `\tconnection, err := amqp.Dial(uri.String())`,
    `\tif err != nil {`,
    `\t\tlog.Fatal(err)`,
    `\t}`,
    `\tdefer connection.Close()`,
    `\tfmt.Println("connected")`,
    `}`,
  ];
}

function dotnet({ at, userName, vhostName, password, hasOwnAuthority, showsCertificate }: Connection): Lines {
  const secret =
    password === undefined ? `Environment.GetEnvironmentVariable("${PASSWORD_VARIABLE}")!` : text(password);
  return [
    `// dotnet add package RabbitMQ.Client`,
    showsCertificate ? `using System.Security.Cryptography.X509Certificates;` : undefined,
    `using RabbitMQ.Client;`,
    ``,
    `var factory = new ConnectionFactory`,
    `{`,
    `    HostName = ${text(bare(at.host))},`,
    `    Port = ${at.port},`,
    `    UserName = ${text(userName)},`,
    `    Password = ${secret},`,
    `    VirtualHost = ${text(vhostName)},`,
    `};`,
    ...(at.isTls
      ? [
          hasOwnAuthority ? `// .NET trusts what the machine trusts: on Linux SSL_CERT_FILE=${CA_FILE}` : undefined,
          `factory.Ssl.Enabled = true;`,
          `factory.Ssl.ServerName = ${text(bare(at.host))};`,
          showsCertificate
            ? `factory.Ssl.Certs = [X509Certificate2.CreateFromPemFile("${CERTIFICATE_FILE}", "${KEY_FILE}")];`
            : undefined,
        ]
      : []),
    `await using var connection = await factory.CreateConnectionAsync();`,
    `Console.WriteLine("connected");`,
  ];
}

/** An IPv6 address without its brackets, which belong to URLs. */
function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
