package klant;

import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.JAXWSAConstants;

/** wsa:To is the address of the service, also when the message goes elsewhere first. Made anew each time: CXF keeps the MessageID in it. */
final class Aan extends AbstractPhaseInterceptor<Message> {
    private final String url;

    Aan(String url) {
        super(Phase.SETUP);
        this.url = url;
    }

    @Override
    public void handleMessage(Message bericht) {
        AttributedURIType adres = new AttributedURIType();
        adres.setValue(url);
        EndpointReferenceType bestemming = new EndpointReferenceType();
        bestemming.setAddress(adres);
        AddressingProperties adressering = new AddressingProperties();
        adressering.setTo(bestemming);
        bericht.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, adressering);
    }
}
