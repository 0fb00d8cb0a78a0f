<?php
// Prints the operations that PHP's SoapClient finds in the WSDL given, one a line.
ini_set('soap.wsdl_cache_enabled', '0');
foreach ((new SoapClient($argv[1]))->__getFunctions() as $functie) {
    echo preg_replace('/^\w+ (\w+)\(.*$/', '$1', $functie), "\n";
}
